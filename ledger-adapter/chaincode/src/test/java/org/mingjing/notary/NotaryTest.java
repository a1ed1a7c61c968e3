package org.mingjing.notary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Ledger;
import org.mingjing.ledger.LedgerContract;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Tree;

/** The contract as a peer sees it, through the shim's router. */
class NotaryTest extends LedgerContract {
  private static final byte[] EXCHANGE = TestPeer.identity("DataBureauMSP", "exchange");

  private final TestPeer peer = new TestPeer();

  @Override
  protected Ledger ledger() {
    return new ContractLedger();
  }

  private static String[] append(int first, int end) {
    return ContractLedger.words(TestLog.batch(first, end));
  }

  private static String base64(List<Hash> leaves) {
    return StrictBase64.encode(Hash.concatenated(leaves));
  }

  private static String quoted(String checkpoint) {
    return "\"" + checkpoint.replace("\n", "\\n") + "\"";
  }

  private static String answer(int first, int end, String transaction) {
    return ("{\"channel\":\"exchange\",\"checkpoint\":%s,\"first\":%d,\"root\":\"%s\",\"size\":%d,"
            + "\"transaction\":\"%s\"}")
        .formatted(
            quoted(TestLog.checkpoint(end)),
            first,
            TestLog.appended(end).tree().root().toBase64(),
            end,
            transaction);
  }

  private static String head(int size, String checkpoint, String transaction) {
    Tree tree = size == 0 ? Tree.empty() : TestLog.appended(size).tree();
    return ("{\"channel\":\"exchange\",\"checkpoint\":%s,\"origin\":\"%s\",\"root\":\"%s\","
            + "\"size\":%d,\"transaction\":\"%s\"}")
        .formatted(quoted(checkpoint), TestLog.ORIGIN, tree.root().toBase64(), size, transaction);
  }

  @Test
  void an_append_answers_and_tells_its_event_what_batch_answers_from_then_on() {
    TestPeer.Answer appended = peer.submit(append(0, 3));
    assertThat(appended.payload()).isEqualTo(answer(0, 3, "tx0"));
    assertThat(appended.event()).isEqualTo(appended.payload());
    peer.submit(append(3, 4));
    assertThat(peer.read("Batch", TestLog.ORIGIN, "0")).isEqualTo(appended.payload());
    assertThat(peer.read("Batch", TestLog.ORIGIN, "3")).isEqualTo(answer(3, 4, "tx1"));
    assertThat(peer.read("Batch", TestLog.ORIGIN, "1")).isEmpty();
    assertThat(peer.read("Batch", TestLog.ORIGIN, "4")).isEmpty();
    assertThat(peer.read("Batch", "another", "0")).isEmpty();
  }

  @Test
  void a_repeat_answers_as_the_first_time_and_writes_nothing() {
    String first = peer.submit(append(0, 3)).payload();
    peer.submit(append(3, 9));
    TestPeer.Answer again = peer.submit(append(0, 3));
    assertThat(again.payload()).isEqualTo(first);
    assertThat(again.writes()).isEmpty();
    assertThat(again.event()).isEmpty();
  }

  @Test
  void what_is_refused_writes_nothing_and_names_its_reason_twice() {
    peer.submit(append(0, 3));
    TestPeer.Answer answer = peer.submit(append(4, 5));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.payload()).isEqualTo("GAP");
    assertThat(answer.message()).isEqualTo("GAP: the ledger ends at 3, the batch starts at 4");
    assertThat(answer.writes()).isEmpty();
    assertThat(answer.event()).isEmpty();
    assertThat(peer.submit(append(1, 3)).payload()).isEqualTo("REWRITE");
  }

  @Test
  void the_head_of_a_log_is_empty_and_then_its_newest_batch() {
    assertThat(peer.read("Head", TestLog.ORIGIN)).isEqualTo(head(0, "", ""));
    peer.submit(append(0, 7));
    peer.submit(append(7, 12));
    assertThat(peer.read("Head", TestLog.ORIGIN))
        .isEqualTo(head(12, TestLog.checkpoint(12), "tx1"));
  }

  @Test
  void leaves_are_given_back_by_the_batch_and_one_by_one() {
    int[] ends = {1, 2, 7, 300};
    int first = 0;
    for (int end : ends) {
      peer.submit(append(first, end));
      String first64 = base64(TestLog.leaves(first, end - first));
      assertThat(peer.read("Leaves", TestLog.ORIGIN, Integer.toString(first))).isEqualTo(first64);
      for (int index = first; index < end; index++) {
        assertThat(peer.read("Leaf", TestLog.ORIGIN, Integer.toString(index)))
            .isEqualTo(
                "{\"first\":%d,\"hash\":\"%s\",\"index\":%d,\"size\":%d}"
                    .formatted(first, TestLog.leaf(index).toBase64(), index, end));
      }
      first = end;
    }
    assertThat(peer.read("Leaf", TestLog.ORIGIN, "300")).isEmpty();
    assertThat(peer.read("Leaf", "another", "0")).isEmpty();
    assertThat(peer.read("Leaves", TestLog.ORIGIN, "3")).isEmpty();
  }

  @Test
  void a_leaf_is_found_behind_more_small_batches_than_a_page_holds() {
    for (int i = 0; i < 250; i++) {
      assertThat(peer.submit(append(i, i + 1)).status()).isEqualTo(200);
    }
    for (String index : List.of("0", "99", "100", "249")) {
      assertThat(peer.read("Leaf", TestLog.ORIGIN, index)).startsWith("{\"first\":" + index + ",");
    }
    assertThat(peer.read("Leaf", TestLog.ORIGIN, "250")).isEmpty();
  }

  @Test
  void the_largest_batch_is_taken_and_one_leaf_more_is_malformed() {
    List<Hash> leaves = TestLog.leaves(0, 5_000);
    String checkpoint = TestLog.checkpoint(5_000);
    Batch largest = new Batch(TestLog.ORIGIN, 0, leaves, checkpoint);
    assertThat(peer.submit(ContractLedger.words(largest)).status()).isEqualTo(200);
    assertThat(peer.read("Leaf", TestLog.ORIGIN, "4999")).contains("\"index\":4999");
    malformed("Append", "5000", base64(TestLog.leaves(5_000, 5_001)), TestLog.checkpoint(10_001));
    TestPeer.Answer next = peer.submit(ContractLedger.words(TestLog.batch(5_000, 5_001)));
    assertThat(next.status()).isEqualTo(200);
    assertThat(peer.read("Leaf", TestLog.ORIGIN, "0")).contains("\"index\":0");
  }

  @ParameterizedTest
  @CsvSource({"-1", "+1", "01", "1.0", "0x1", "one", "''", "' 1'", "9007199254740991", "1e3", "١"})
  void an_index_that_is_not_plainly_decimal_is_malformed(String index) {
    malformed("Append", index, base64(TestLog.leaves(0, 1)), TestLog.checkpoint(1));
    malformed("Batch", TestLog.ORIGIN, index);
    malformed("Leaves", TestLog.ORIGIN, index);
    malformed("Leaf", TestLog.ORIGIN, index);
  }

  @Test
  void leaves_that_are_not_whole_hashes_in_strict_base64_are_malformed() {
    String good = base64(TestLog.leaves(0, 1));
    for (String leaves :
        List.of(
            "",
            good.substring(0, 43),
            good.substring(0, 40),
            good + good,
            good.replace('=', '\n'),
            "\n" + good,
            good.substring(0, 42) + "B=",
            "*".repeat(44),
            "A".repeat(44))) {
      malformed("Append", "0", leaves, TestLog.checkpoint(1));
    }
  }

  @Test
  void an_origin_that_cannot_be_part_of_a_key_is_malformed() {
    for (String origin : List.of("a\0b", "\0", "a\uDBFF\uDFFFb")) {
      malformed("Head", origin);
      malformed("Batch", origin, "0");
      malformed("Append", "0", base64(TestLog.leaves(0, 1)), origin + "\n1\nroot\n\n");
    }
  }

  private void malformed(String... words) {
    TestPeer.Answer answer = peer.submit(words);
    assertThat(answer.payload()).as(String.join(" ", words)).isEqualTo("MALFORMED");
    assertThat(answer.message()).startsWith("MALFORMED: ");
    assertThat(answer.writes()).isEmpty();
  }

  @Test
  void a_checkpoint_without_a_first_line_names_no_log() {
    String leaf = base64(TestLog.leaves(0, 1));
    for (String checkpoint : List.of("", "\n", "no line", "\n1\n")) {
      TestPeer.Answer answer = peer.submit("Append", "0", leaf, checkpoint);
      assertThat(answer.payload()).isEqualTo("BAD_CHECKPOINT");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DataBureauMSP, exchange, 200",
    "DataBureauMSP, exchange-renewed, 200", // another key: the first was lost
    "DataBureauMSP, another, 500",
    "DataBureauMSP, two-names, 500",
    "DataBureauMSP, nameless, 500",
    "AuditOfficeMSP, exchange, 500"
  })
  void only_the_client_of_the_list_may_append(String mspId, String certificate, int status) {
    TestPeer.Answer answer = peer.submitAs(TestPeer.identity(mspId, certificate), append(0, 3));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.payload().equals("NOT_ALLOWED")).isEqualTo(status == 500);
  }

  @Test
  void two_appends_that_see_the_same_state_write_the_same_head_so_that_fabric_keeps_one() {
    TestPeer.Answer one = peer.endorse(EXCHANGE, append(0, 3));
    TestPeer.Answer other = peer.endorse(EXCHANGE, append(0, 4));
    assertThat(one.writes().keySet()).isEqualTo(other.writes().keySet());
    TestPeer.Answer again = peer.endorse(EXCHANGE, append(0, 3));
    assertThat(again.payload()).isEqualTo(one.payload());
    one.writes().forEach((key, value) -> assertThat(again.writes().get(key)).isEqualTo(value));
  }

  @Test
  void the_state_has_one_head_a_log_and_two_keys_a_batch() {
    peer.submit(append(0, 3));
    peer.submit(append(3, 4));
    assertThat(peer.keys())
        .containsExactlyInAnyOrder(
            "head/" + TestLog.ORIGIN,
            "batch/" + TestLog.ORIGIN + "/00000000000000000000",
            "batch/" + TestLog.ORIGIN + "/00000000000000000003",
            "leaves/" + TestLog.ORIGIN + "/00000000000000000000",
            "leaves/" + TestLog.ORIGIN + "/00000000000000000003");
  }

  @Test
  void a_function_that_is_not_there_and_missing_arguments_are_errors() {
    assertThat(peer.submit("Delete", TestLog.ORIGIN).status()).isEqualTo(500);
    assertThat(peer.submit("Head").status()).isEqualTo(500);
    assertThat(peer.submit("Append", "0").status()).isEqualTo(500);
    assertThat(peer.submit("notary:Head", TestLog.ORIGIN).status()).isEqualTo(200);
  }
}
