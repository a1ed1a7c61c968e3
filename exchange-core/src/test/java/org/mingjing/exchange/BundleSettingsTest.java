package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A slip in the settings must not leave a node that publishes what nobody signed. */
class BundleSettingsTest {

  private static ExchangeSettings settings(Map<String, String> given) {
    return new Binder(new MapConfigurationPropertySource(given))
        .bindOrCreate("mingjing", ExchangeSettings.class);
  }

  @Test
  void a_bundle_is_published_where_keys_are_trusted() {
    ExchangeSettings settings =
        settings(
            Map.of(
                "mingjing.policy-bundle", "policy.bundle",
                "mingjing.bundle-trust[0]", "a.pub",
                "mingjing.bundle-trust[1]", "b.pub",
                "mingjing.bundle-signatures", "2"));

    assertThat(settings.signedBundle()).contains(Path.of("policy.bundle"));
    assertThat(settings.bundleTrust()).containsExactly(Path.of("a.pub"), Path.of("b.pub"));
    assertThat(settings.bundleSignatures()).isEqualTo(2);
  }

  @Test
  void without_these_settings_the_folder_is_published() {
    assertThat(settings(Map.of("mingjing.node", "node-1")).signedBundle())
        .isEqualTo(Optional.empty());
  }

  @Test
  void one_setting_without_the_other_is_refused() {
    refused(Map.of("mingjing.policy-bundle", "policy.bundle"), "are set together");
    refused(Map.of("mingjing.bundle-trust[0]", "a.pub"), "are set together");
    refused(
        Map.of("mingjing.policy-bundle", "policy.bundle", "mingjing.bundle-trust", ""),
        "are set together");
  }

  @Test
  void a_number_of_signatures_that_cannot_be_had_is_refused() {
    for (String wrong : new String[] {"0", "-1", "2"}) {
      refused(
          Map.of(
              "mingjing.policy-bundle", "policy.bundle",
              "mingjing.bundle-trust[0]", "a.pub",
              "mingjing.bundle-signatures", wrong),
          "mingjing.bundle-signatures");
    }
    refused(Map.of("mingjing.bundle-signatures", "2"), "mingjing.bundle-signatures");
  }

  private static void refused(Map<String, String> given, String told) {
    assertThatThrownBy(() -> settings(given)).rootCause().hasMessageContaining(told);
  }
}
