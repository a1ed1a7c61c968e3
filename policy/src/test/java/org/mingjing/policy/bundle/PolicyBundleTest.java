package org.mingjing.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mingjing.policy.bundle.TestBundles.APPROVER;
import static org.mingjing.policy.bundle.TestBundles.MADE;
import static org.mingjing.policy.bundle.TestBundles.SMALL;
import static org.mingjing.policy.bundle.TestBundles.STEWARD;
import static org.mingjing.policy.bundle.TestBundles.STRANGER;
import static org.mingjing.policy.bundle.TestBundles.bundle;
import static org.mingjing.policy.bundle.TestBundles.open;
import static org.mingjing.policy.bundle.TestBundles.refused;
import static org.mingjing.policy.bundle.TestBundles.text;
import static org.mingjing.policy.bundle.TestBundles.trust;
import static org.mingjing.policy.bundle.TestBundles.utf8;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;

/** Who signed what, and what comes after what. */
class PolicyBundleTest {

  private static final String REVIEWED = SMALL.policy().digest();
  private static final NewestBundle SEVEN = new NewestBundle(7, REVIEWED);

  @Test
  void what_was_signed_comes_out_again() {
    PolicyBundle opened = open(bundle(7, STEWARD));

    assertThat(opened.documents().policy()).isEqualTo(SMALL.policy());
    assertThat(opened.documents().grants()).isEqualTo(SMALL.grants()).isNotEmpty();
    assertThat(opened.serial()).isEqualTo(7);
    assertThat(opened.made()).isEqualTo(MADE);
    assertThat(opened.signers()).containsExactly(STEWARD.verifying().id());
    assertThat(opened.digest()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void the_policy_that_ships_fits_into_a_bundle() {
    LoadResult.Loaded shipped =
        (LoadResult.Loaded) PolicyLoader.load(Path.of("..", "config", "policy"));

    PolicyBundle opened =
        open(PolicyBundle.make(shipped, 1, MADE, List.of(STEWARD.signing()), List.of()));

    assertThat(opened.documents().policy()).isEqualTo(shipped.policy());
    assertThat(opened.documents().grants()).isEqualTo(shipped.grants());
    assertThat(opened.documents().policy().cases()).hasSameSizeAs(shipped.policy().cases());
  }

  @Test
  void the_same_bundle_is_the_same_bytes() {
    assertThat(bundle(7, STEWARD, APPROVER)).isEqualTo(bundle(7, APPROVER, STEWARD));
  }

  /** The example of the standard: github.com/secure-systems-lab/dsse, protocol.md. */
  @Test
  void what_is_signed_is_the_encoding_of_dsse() {
    assertThat(text(Envelope.signable("http://example.com/HelloWorld", utf8("hello world"))))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void nobody_is_trusted_who_is_not_listed() {
    refused("unknown-key", () -> open(bundle(7, STRANGER)));
  }

  @Test
  void a_strangers_signature_beside_a_trusted_one_counts_for_nothing() {
    byte[] both = bundle(7, STEWARD, STRANGER);

    assertThat(open(both).signers()).containsExactly(STEWARD.verifying().id());
    refused(
        "too-few-signatures",
        () -> PolicyBundle.open(both, trust(2, STEWARD, APPROVER), NewestBundle.NONE));
  }

  @Test
  void as_many_trusted_keys_have_to_have_signed_as_is_asked_for() {
    BundleTrust two = trust(2, STEWARD, APPROVER);

    refused(
        "too-few-signatures", () -> PolicyBundle.open(bundle(7, STEWARD), two, NewestBundle.NONE));
    assertThat(PolicyBundle.open(bundle(7, STEWARD, APPROVER), two, NewestBundle.NONE).signers())
        .hasSize(2);
  }

  @Test
  void a_signature_that_fails_refuses_the_bundle_though_another_holds() {
    Envelope sound = Envelope.read(bundle(7, STEWARD, APPROVER));
    Envelope.Signed first = sound.signatures().getFirst();
    byte[] spoilt = first.signature().clone();
    spoilt[3] ^= 4;
    byte[] bundle =
        new Envelope(
                sound.payload(),
                List.of(new Envelope.Signed(first.keyId(), spoilt), sound.signatures().getLast()))
            .toBytes();

    refused(
        "bad-signature",
        () -> PolicyBundle.open(bundle, trust(1, STEWARD, APPROVER), NewestBundle.NONE));
  }

  @Test
  void another_keys_signature_under_a_trusted_id_is_refused() {
    Envelope others = Envelope.read(bundle(7, STRANGER));
    byte[] bundle =
        new Envelope(
                others.payload(),
                List.of(
                    new Envelope.Signed(
                        STEWARD.verifying().id(), others.signatures().getFirst().signature())))
            .toBytes();

    refused("bad-signature", () -> open(bundle));
  }

  @Test
  void a_signature_that_was_taken_off_is_missed() {
    Envelope both = Envelope.read(bundle(7, STEWARD, APPROVER));
    byte[] stripped =
        new Envelope(
                both.payload(),
                both.signatures().stream()
                    .filter(one -> one.keyId().equals(STEWARD.verifying().id()))
                    .toList())
            .toBytes();

    assertThat(refused("signature-missing", () -> open(stripped)).reason().en())
        .contains(APPROVER.verifying().id());
  }

  @Test
  void a_signature_that_the_content_does_not_name_is_refused() {
    byte[] more = TestBundles.signed(TestBundles.payload(), STEWARD, STRANGER);

    refused("signature-unexpected", () -> open(more));
  }

  @Test
  void a_second_person_signs_what_names_them() {
    byte[] first =
        PolicyBundle.make(
            SMALL, 7, MADE, List.of(STEWARD.signing()), List.of(APPROVER.verifying()));

    refused("signature-missing", () -> open(first));
    byte[] both = PolicyBundle.sign(first, APPROVER.signing(), REVIEWED);

    assertThat(both).isEqualTo(bundle(7, STEWARD, APPROVER));
    refused("duplicate-signature", () -> PolicyBundle.sign(both, APPROVER.signing(), REVIEWED));
    refused("not-a-signer", () -> PolicyBundle.sign(first, STRANGER.signing(), REVIEWED));
  }

  @Test
  void nobody_signs_another_policy_than_the_one_reviewed() {
    byte[] first =
        PolicyBundle.make(
            SMALL, 7, MADE, List.of(STEWARD.signing()), List.of(APPROVER.verifying()));

    refused(
        "other-policy",
        () -> PolicyBundle.sign(first, APPROVER.signing(), "sha256:" + "0".repeat(64)));
  }

  @Test
  void nobody_signs_what_would_be_refused() {
    String other = TestBundles.payload().replace("救助系统", "救助平台");

    refused("wrong-digest", () -> open(TestBundles.signed(other, STEWARD)));
    byte[] unsigned =
        TestBundles.signed(
            other.replace(STEWARD.verifying().id(), APPROVER.verifying().id()), STEWARD);
    refused("wrong-digest", () -> PolicyBundle.sign(unsigned, APPROVER.signing(), REVIEWED));
  }

  @Test
  void an_older_bundle_is_refused() {
    refused("older", () -> PolicyBundle.open(bundle(6, STEWARD), trust(1, STEWARD), SEVEN));
  }

  @Test
  void the_newest_bundle_is_taken_again_and_a_newer_one() {
    for (long serial : new long[] {7, 8, (1L << 53) - 1}) {
      assertThat(PolicyBundle.open(bundle(serial, STEWARD), trust(1, STEWARD), SEVEN).serial())
          .isEqualTo(serial);
    }
  }

  @Test
  void one_serial_brings_one_policy() {
    NewestBundle other = new NewestBundle(7, "sha256:other");

    refused("same-serial", () -> PolicyBundle.open(bundle(7, STEWARD), trust(1, STEWARD), other));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1L << 53})
  void a_serial_that_is_none_is_not_made(long serial) {
    assertThatThrownBy(() -> bundle(serial, STEWARD)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_key_counts_once() {
    assertThatThrownBy(() -> bundle(7, STEWARD, STEWARD))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bundle(7)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> trust(2, STEWARD, STEWARD))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3})
  void a_number_of_signatures_that_cannot_be_had_is_refused(int signatures) {
    assertThatThrownBy(() -> trust(signatures, STEWARD, APPROVER))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
