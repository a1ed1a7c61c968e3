package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDigestTest {

  private static final Path SMALL = TestPolicies.RESOURCES.resolve("small");

  @TempDir private Path folder;

  @Test
  void the_kept_documents_load_again_to_the_same_policy() {
    Policy policy = TestPolicies.shipped().policy();

    Policy again = Policy.ofDocuments(policy.documents());

    assertThat(again).isEqualTo(policy).hasSameHashCodeAs(policy);
    assertThat(again.digest()).isEqualTo(policy.digest());
    assertThat(List.copyOf(again.categories())).isEqualTo(List.copyOf(policy.categories()));
    assertThat(List.copyOf(again.resources())).isEqualTo(List.copyOf(policy.resources()));
    assertThat(List.copyOf(again.systems())).isEqualTo(List.copyOf(policy.systems()));
    assertThat(List.copyOf(again.purposes())).isEqualTo(List.copyOf(policy.purposes()));
  }

  @Test
  void comments_layout_and_order_of_keys_do_not_change_the_digest() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Files.writeString(
        world.resolve("purposes.yaml"),
        "# a remark\n- name:\n    en: assistance\n    zh: \"救助\"\n  code: 'assistance'\n");

    assertThat(TestPolicies.loaded(world).policy()).isEqualTo(TestPolicies.loaded(SMALL).policy());
  }

  @Test
  void any_change_of_meaning_changes_the_digest() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Path list = world.resolve("negative-list.yaml");
    Files.writeString(
        list, Files.readString(list).replace("retentionDays: 30", "retentionDays: 31"));

    assertThat(TestPolicies.loaded(world).policy().digest())
        .isNotEqualTo(TestPolicies.loaded(SMALL).policy().digest());
  }

  @Test
  void grants_are_not_in_the_digest() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Files.delete(world.resolve("grants.yaml"));

    assertThat(TestPolicies.loaded(world).policy()).isEqualTo(TestPolicies.loaded(SMALL).policy());
  }

  @Test
  void tests_are_in_the_digest() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Path tests = world.resolve("tests/mps.yaml");
    Files.writeString(tests, Files.readString(tests).replace("en: masked names", "en: names"));

    assertThat(TestPolicies.loaded(world).policy())
        .isNotEqualTo(TestPolicies.loaded(SMALL).policy());
  }

  /** The digest of a fixed folder, worked out once by hand with Python's json and hashlib. */
  @Test
  void the_digest_is_that_of_the_canonical_object_of_documents() {
    assertThat(TestPolicies.loaded(SMALL).policy().digest())
        .isEqualTo("sha256:917bf93b9d35854473005e3cbc09ccff7c89b480cc3cf476877f8452f2b20f1a");
  }

  @Test
  void kept_documents_that_were_changed_are_refused() {
    Map<String, byte[]> documents = TestPolicies.loaded(SMALL).policy().documents();
    byte[] spaced =
        " [{\"code\":\"assistance\",\"name\":{\"en\":\"assistance\",\"zh\":\"救助\"}}]"
            .getBytes(StandardCharsets.UTF_8);
    documents.put("purposes.yaml", spaced);

    assertThatThrownBy(() -> Policy.ofDocuments(documents))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not canonical");
  }

  @Test
  void kept_documents_of_which_one_is_missing_are_refused() {
    Map<String, byte[]> documents = TestPolicies.loaded(SMALL).policy().documents();
    documents.remove("negative-list.yaml");

    assertThatThrownBy(() -> Policy.ofDocuments(documents))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing-document");
  }

  @Test
  void changing_the_documents_handed_out_does_not_change_the_policy() {
    Policy policy = TestPolicies.loaded(SMALL).policy();
    policy.documents().values().forEach(bytes -> bytes[0] = 'x');

    assertThat(Policy.ofDocuments(policy.documents())).isEqualTo(policy);
  }
}
