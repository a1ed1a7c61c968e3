package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Proofs;
import org.mingjing.ledger.merkle.TileHashes;

/** The log as anybody reads it (C2SP tlog-tiles). */
@ExtendWith(SharedNode.class)
class LogFilesIT {
  private static final int WIDTH = 256;
  private static final int ENTRY = 34;

  private final SharedNode.Running node;
  private final CallingSystem mca;
  private final CallingSystem anyone;

  LogFilesIT(SharedNode.Running node) {
    this.node = node;
    this.mca = node.system(TestCalls.MCA);
    this.anyone = CallingSystem.at(node.installation().baseUrl());
  }

  private Checkpoint published() {
    Reply reply = anyone.get("/log/checkpoint");
    assertThat(reply.status()).isEqualTo(200);
    return NoteVerifier.parse(node.installation().logKey())
        .open(new String(reply.raw(), StandardCharsets.UTF_8));
  }

  @BeforeEach
  void more_than_a_tile_is_published() throws InterruptedException {
    long index = 0;
    while (index < WIDTH) {
      Reply call = mca.call(TestCalls.vehicle("11010519491231002X"));
      index = call.body().path("receipt").path("index").asLong(Long.MAX_VALUE);
    }
    long last = index;
    Surroundings.await(
        () -> anyone.get("/log/checkpoint").status() == 200 && published().size() > last);
  }

  @Test
  void a_receipts_entry_is_proven_from_what_anybody_may_read() throws Exception {
    Reply call = mca.call(TestCalls.vehicle("11010519491231002X"));
    long index = call.body().path("receipt").path("index").asLong(-1);
    Surroundings.await(() -> published().size() > index);
    Checkpoint head = published();
    TileHashes hashes =
        new TileHashes((level, n, width) -> tile(level + "/" + number(n, width)), head.size());

    Hash leaf = Leaves.leafHash(entry(index, head.size()));
    List<Hash> proof = Proofs.inclusion(index, head.size(), hashes);

    assertThat(Proofs.verifyInclusion(leaf, index, head.size(), proof, head.root())).isTrue();
    byte[] salt = java.util.Base64.getDecoder().decode(salt(call));
    assertThat(entry(index, head.size()))
        .as("the bundle holds the commitment of the receipt's salt and entry")
        .isEqualTo(Leaves.commitment(salt, entryOf(call)));
  }

  private static byte[] entryOf(Reply call) {
    return new Reply(call.status(), call.headers(), call.receipt()).member("entry");
  }

  private static String salt(Reply call) {
    return call.body().path("receipt").path("salt").asString("");
  }

  private static String number(long n, int width) {
    return "%03d".formatted(n) + (width == WIDTH ? "" : ".p/" + width);
  }

  private byte[] tile(String path) {
    Reply reply = anyone.get("/log/tile/" + path);
    assertThat(reply.status()).as(path).isEqualTo(200);
    return reply.raw();
  }

  private Hash entry(long index, long size) {
    long n = index / WIDTH;
    byte[] bundle = tile("entries/" + number(n, (int) Math.min(WIDTH, size - n * WIDTH)));
    int at = (int) (index % WIDTH) * ENTRY;
    assertThat(ByteBuffer.wrap(bundle).getShort(at)).isEqualTo((short) 32);
    return Hash.of(Arrays.copyOfRange(bundle, at + 2, at + ENTRY));
  }

  @Test
  void tiles_may_be_kept_for_ever_and_the_checkpoint_is_asked_for_again() {
    Reply tile = anyone.get("/log/tile/0/000");
    assertThat(tile.raw()).hasSize(WIDTH * 32);
    assertThat(tile.headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    assertThat(tile.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    Reply checkpoint = anyone.get("/log/checkpoint");
    assertThat(checkpoint.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(checkpoint.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
  }

  @Test
  void nothing_but_the_logs_files_is_served() {
    for (String path :
        List.of(
            "tile/0/999",
            "tile/0/0",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/64/000",
            "tile/0/x000/000",
            "tile/0/../../checkpoint",
            "tile/0/%2e%2e/%2e%2e/checkpoint",
            "tile/0/000.new",
            "tile/",
            "checkpoint.new",
            "../secrets/log.key")) {
      assertThat(anyone.get("/log/" + path).status()).as(path).isIn(400, 401, 403, 404);
    }
  }
}
