package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.exchange.cli.CommandRun;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.log.TileFolder;
import org.mingjing.ledger.merkle.Tree;
import tools.jackson.databind.json.JsonMapper;

/** {@code fsck} by somebody who has kept a checkpoint, and nothing of the node's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FsckCommandIT {
  private static final int DONE = 0;
  private static final int REFUSED = 1;
  private static final int USAGE = 2;
  private static final int UNAVAILABLE = 3;

  private DemoNode node;
  private Installation installation;
  private Path data;

  @TempDir private Path kept;

  /** A node of its own: others' tests leave the shared one's log with faults. */
  @BeforeAll
  void something_is_published() throws Exception {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    data = Surroundings.fresh("fsck-command").resolve("data");
    node =
        DemoNode.start(
            new DemoNode.Plan(
                Surroundings.home(), data, 0, Surroundings.POPULATION, ExchangeApplication.class),
            new SecureRandom());
    installation = new Installation(data);
    Reply call =
        CallingSystem.of(installation, MCA)
            .call(TestCalls.resident(TestCalls.person(1).idNumber()));
    assertThat(call.status()).isEqualTo(200);
    Surroundings.await(() -> Files.exists(data.resolve("log/checkpoint")));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private CommandRun.Ended fsck(String... more) {
    String[] arguments = {"fsck", "--data", data.toString(), "--output", "json"};
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.ended(all);
  }

  @Test
  void a_kept_checkpoint_is_all_that_it_takes() throws Exception {
    Path checkpoint = kept.resolve("checkpoint");
    Files.writeString(checkpoint, new TileFolder(data.resolve("log")).checkpoint().orElseThrow());

    assertThat(fsck("--checkpoint", checkpoint.toString()).code()).isEqualTo(DONE);
    String files = data.resolve("log").toString();
    assertThat(fsck("--checkpoint", checkpoint.toString(), "--files", files).code())
        .isEqualTo(DONE);
  }

  @Test
  void a_log_that_is_not_what_was_kept_fails() throws Exception {
    String origin = NoteVerifier.parse(installation.logKey()).name();
    NoteSigner signer = new NoteSigner(origin, Ed25519Key.load(data.resolve("secrets/log.key")));
    Path checkpoint = kept.resolve("checkpoint");
    String forked = signer.sign(new Checkpoint(origin, 3, Tree.empty().root()).text());
    Files.writeString(checkpoint, forked);

    CommandRun.Ended ended = fsck("--checkpoint", checkpoint.toString());

    assertThat(ended.code()).isEqualTo(REFUSED);
    assertThat(JsonMapper.shared().readTree(ended.out()).path("findings"))
        .singleElement()
        .satisfies(found ->
            assertThat(found.path("en").asString(""))
                .contains("not what was remembered at size 3: something from index 0 on"));
  }

  @Test
  void what_is_no_checkpoint_of_the_log_is_said() throws Exception {
    Path checkpoint = kept.resolve("checkpoint");
    NoteSigner other = new NoteSigner("example.org/other", Ed25519Key.generate(new SecureRandom()));
    Files.writeString(
        checkpoint, other.sign(new Checkpoint(other.name(), 3, Tree.empty().root()).text()));

    assertThat(fsck("--checkpoint", checkpoint.toString()).code()).isEqualTo(UNAVAILABLE);
    assertThat(fsck("--files", data.toString()).code()).isEqualTo(USAGE);
  }
}
