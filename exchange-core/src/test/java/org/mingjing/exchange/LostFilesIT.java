package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.exchange.operations.SecondNode;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.log.RememberedCheckpoint;
import org.mingjing.ledger.merkle.Tree;

/** A node whose files beside the database are gone does not go on as if nothing had happened. */
@ExtendWith(SharedNode.class)
class LostFilesIT {
  private final SharedNode.Running node;

  LostFilesIT(SharedNode.Running node) {
    this.node = node;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mingjing.log.key", "mingjing.tag-keys"})
  void a_lost_key_is_not_replaced_by_a_new_one(String setting) {
    assertThat(node.system(MCA).call(TestCalls.resident(TestCalls.person(1).idNumber())).status())
        .isEqualTo(200);

    assertThatThrownBy(() -> start(Map.of(setting, missing("key"))))
        .rootCause()
        .hasMessageContaining("bring back");
    assertThat(Path.of(missing("key"))).doesNotExist();
  }

  @Test
  void a_log_that_nothing_outside_the_database_remembers_is_not_trusted() {
    Map<String, Object> settings =
        Map.of(
            "mingjing.log.remembered", missing("remembered"),
            "mingjing.ledger.folder", missing("ledger"));

    assertThatThrownBy(() -> start(settings)).rootCause().hasMessageContaining("bring back");
  }

  /** It knew nothing but the empty log, and the ledger had not begun. */
  @Test
  void a_node_that_was_killed_right_after_its_first_commit_starts_again() throws IOException {
    Path data = node.installation().data();
    String origin = NoteVerifier.parse(node.installation().logKey()).name();
    NoteSigner signer = new NoteSigner(origin, Ed25519Key.load(data.resolve("secrets/log.key")));
    Path remembered = data.resolve("remembered-at-first");
    try (RememberedCheckpoint first = RememberedCheckpoint.open(remembered, signer.verifier())) {
      first.remember(signer.sign(new Checkpoint(origin, 0, Tree.empty().root()).text()));
    }

    start(
        Map.of(
            "mingjing.log.remembered", remembered.toString(),
            "mingjing.ledger.folder", missing("ledger-at-first")));
  }

  private String missing(String name) {
    return node.installation().data().resolve("lost-" + name).toString();
  }

  private void start(Map<String, Object> settings) throws IOException {
    SecondNode.beside(node.node(), Surroundings.home(), ExchangeApplication.class, settings)
        .close();
  }
}
