package org.mingjing.exchange.stewardship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.exchange.cli.CommandRun;
import org.mingjing.policy.bundle.NewestBundle;

/** What a node takes that trusts keys, and why not. */
class ProposalsTest {
  private static final Path SHIPPED = Path.of("..", "config", "policy");

  @TempDir private Path folder;

  @BeforeEach
  void makeKeys() {
    assertThat(CommandRun.of("policy", "bundle", "key", folder.resolve("a").toString())).isZero();
    assertThat(CommandRun.of("policy", "bundle", "key", folder.resolve("b").toString())).isZero();
  }

  private Proposals trusting(int signatures, String... keys) {
    return Proposals.signed(
        folder.resolve("bundle"), List.of(keys).stream().map(folder::resolve).toList(), signatures);
  }

  private static void refused(Proposals proposals, String... told) {
    NotPublishable refused =
        catchThrowableOfType(NotPublishable.class, () -> proposals.read(NewestBundle.NONE));
    assertThat(refused).isNotNull().hasMessageContainingAll(told);
  }

  @Test
  void without_a_bundle_nothing_is_taken_though_a_folder_lies_there() throws IOException {
    refused(trusting(1, "a.pub"), "mingjing.bundle-trust", "unsigned");
    Files.createDirectory(folder.resolve("bundle"));
    refused(trusting(1, "a.pub"), "mingjing.bundle-trust", "unsigned");
  }

  @Test
  void a_plain_document_in_its_place_is_no_bundle() throws IOException {
    Files.copy(SHIPPED.resolve("departments.yaml"), folder.resolve("bundle"));
    refused(trusting(1, "a.pub"), "not-json", "签名的策略包");
  }

  @Test
  void a_file_beyond_all_bounds_is_not_read() throws IOException {
    try (var file =
        Files.newByteChannel(
            folder.resolve("bundle"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.position(1L << 40).write(ByteBuffer.wrap(new byte[] {1})); // sparse
    }
    refused(trusting(1, "a.pub"), "too-large");
  }

  @Test
  void a_signed_bundle_is_taken_whole() {
    make("a", 4);

    Proposals.Proposal taken = trusting(1, "a.pub", "b.pub").read(NewestBundle.NONE);

    assertThat(taken.bundle())
        .hasValueSatisfying(bundle -> {
          assertThat(bundle.serial()).isEqualTo(4);
          assertThat(bundle.signers()).hasSize(1);
        });
    assertThat(taken.documents().policy())
        .isEqualTo(new Proposals.Folder(SHIPPED).read(NewestBundle.NONE).documents().policy());
    refused(trusting(1, "b.pub"), "unknown-key");
    refused(trusting(2, "a.pub", "b.pub"), "too-few-signatures");
  }

  @Test
  void what_is_live_is_trusted_by_its_signatures_and_not_because_it_is_live() throws IOException {
    make("a", 4);
    byte[] kept = Files.readAllBytes(folder.resolve("bundle"));
    String policy =
        new Proposals.Folder(SHIPPED).read(NewestBundle.NONE).documents().policy().digest();

    NewestBundle itself = new NewestBundle(4, policy);
    trusting(1, "a.pub").demandTrusted(policy, Optional.of(kept), itself);
    new Proposals.Folder(SHIPPED).demandTrusted(policy, Optional.empty(), itself);

    distrusted(trusting(1, "a.pub"), policy, Optional.empty(), "unsigned");
    distrusted(trusting(1, "b.pub"), policy, Optional.of(kept), "unknown-key");
    distrusted(trusting(2, "a.pub", "b.pub"), policy, Optional.of(kept), "too-few-signatures");
    distrusted(trusting(1, "a.pub"), "sha256:0", Optional.of(kept), "is of " + policy);
    distrusted(
        trusting(1, "a.pub"),
        policy,
        Optional.of(Arrays.copyOf(kept, kept.length - 1)),
        "not-json");
    distrusted(
        trusting(1, "a.pub"), policy, Optional.of(kept), new NewestBundle(5, policy), "older");
    distrusted(
        trusting(1, "a.pub"),
        policy,
        Optional.of(kept),
        new NewestBundle(4, "other"),
        "same-serial");
  }

  private static void distrusted(
      Proposals proposals, String policy, Optional<byte[]> bundle, String told) {
    distrusted(proposals, policy, bundle, NewestBundle.NONE, told);
  }

  private static void distrusted(
      Proposals proposals,
      String policy,
      Optional<byte[]> bundle,
      NewestBundle newest,
      String told) {
    NotPublishable refused =
        catchThrowableOfType(
            NotPublishable.class, () -> proposals.demandTrusted(policy, bundle, newest));
    assertThat(refused).isNotNull().hasMessageContaining(told);
  }

  private void make(String key, int serial) {
    assertThat(
            CommandRun.of(
                "policy",
                "bundle",
                "make",
                SHIPPED.toString(),
                "--key",
                folder.resolve(key).toString(),
                "--serial",
                Integer.toString(serial),
                "--out",
                folder.resolve("bundle").toString()))
        .isZero();
  }

  @Test
  void a_trusted_file_that_holds_no_key_is_named() throws IOException {
    for (String file : new String[] {"a", "none.pub"}) {
      NotPublishable refused = catchThrowableOfType(NotPublishable.class, () -> trusting(1, file));
      assertThat(refused).isNotNull().hasMessageContaining(folder.resolve(file).toString());
    }
    NotPublishable twice =
        catchThrowableOfType(NotPublishable.class, () -> trusting(2, "a.pub", "a.pub"));
    assertThat(twice).isNotNull().hasMessageContaining("listed twice");
  }
}
