package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.verify.ReceiptVerifier;
import org.mingjing.ledger.verify.Verdict;
import tools.jackson.databind.JsonNode;

/** What a receipt proves, with the verifier that a caller would use. */
@ExtendWith(SharedNode.class)
class ReceiptIT {
  private static final String PERSON = TestCalls.person(30).idNumber();

  private final SharedNode.Running node;
  private final CallingSystem mca;
  private final String logKey;

  ReceiptIT(SharedNode.Running node) {
    this.node = node;
    this.mca = node.system(MCA);
    this.logKey = node.installation().logKey();
  }

  @Test
  void the_digests_in_the_entry_are_those_of_request_and_records_under_the_receipts_key()
      throws GeneralSecurityException {
    String request = TestCalls.resident(PERSON).toPrettyString();

    Reply reply = mca.call(request);

    JsonNode digests = reply.entry().path("body").path("digests");
    assertThat(digests.path("request").asString(""))
        .isEqualTo(hmac(reply, request.getBytes(StandardCharsets.UTF_8)));
    assertThat(digests.path("answer").asString("")).isEqualTo(hmac(reply, reply.member("records")));
  }

  @Test
  void the_digest_of_a_verification_is_that_of_its_matches() throws GeneralSecurityException {
    Reply reply = mca.call(TestCalls.verify(PERSON, Map.of("sex", "男")));

    assertThat(reply.entry().path("body").path("digests").path("answer").asString(""))
        .isEqualTo(hmac(reply, reply.member("matches")));
  }

  @Test
  void a_refusal_has_the_digest_of_its_request_and_none_of_an_answer()
      throws GeneralSecurityException {
    String request = TestCalls.fingerprint(PERSON).toString();

    Reply reply = mca.call(request);

    JsonNode digests = reply.entry().path("body").path("digests");
    assertThat(digests.path("request").asString(""))
        .isEqualTo(hmac(reply, request.getBytes(StandardCharsets.UTF_8)));
    assertThat(digests.has("answer")).isFalse();
  }

  private static String hmac(Reply reply, byte[] message) throws GeneralSecurityException {
    byte[] key = base64(reply.body().path("receipt").path("digestKey"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(message));
  }

  private static byte[] base64(JsonNode text) {
    return Base64.getDecoder().decode(text.asString(""));
  }

  @Test
  void the_digest_key_is_in_the_entry_as_a_hash_only() throws GeneralSecurityException {
    Reply reply = mca.call(TestCalls.resident(PERSON));

    byte[] key = base64(reply.body().path("receipt").path("digestKey"));
    assertThat(base64(reply.entry().path("body").path("digestKeyHash")))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(key));
  }

  @Test
  void no_two_calls_share_a_salt_or_a_digest_key() {
    List<JsonNode> receipts =
        IntStream.range(0, 20)
            .mapToObj(i -> mca.call(TestCalls.resident(PERSON)).body().path("receipt"))
            .toList();

    assertThat(receipts).extracting(r -> r.path("salt").asString("")).doesNotHaveDuplicates();
    assertThat(receipts).extracting(r -> r.path("digestKey").asString("")).doesNotHaveDuplicates();
    assertThat(receipts).extracting(r -> r.path("index").asLong(-1)).doesNotHaveDuplicates();
  }

  @Test
  void a_receipt_is_given_as_the_text_that_tools_of_other_logs_read() {
    Reply call = mca.call(TestCalls.resident(PERSON));
    String path = "/api/v1/calls/" + call.callId() + "/receipt";

    Reply text = mca.get(path, "Accept", "text/plain, application/json;q=0.5");

    assertThat(text.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
    assertThat(new String(text.raw(), StandardCharsets.UTF_8))
        .startsWith("c2sp.org/tlog-proof@v1\n")
        .contains("\nindex " + call.body().path("receipt").path("index").asLong(-1) + "\n");
    assertThat(ReceiptVerifier.verify(text.raw(), logKey)).isInstanceOf(Verdict.Verified.class);
    for (String json :
        List.of("application/json", "*/*", "not a type", "application/json, text/plain;q=0.5")) {
      assertThat(mca.get(path, "Accept", json).body().path("checkpoint").asString(""))
          .as(json)
          .isNotEmpty();
    }
  }

  @Test
  void a_receipt_with_any_bit_changed_does_not_verify() {
    byte[] receipt = mca.call(TestCalls.fields(TestCalls.resident(PERSON), "sex")).receipt();
    assertThat(ReceiptVerifier.verify(receipt, logKey)).isInstanceOf(Verdict.Verified.class);

    List<Integer> unnoticed =
        IntStream.range(0, receipt.length * 8)
            .parallel()
            .filter(bit ->
                ReceiptVerifier.verify(flipped(receipt, bit), logKey) instanceof Verdict.Verified)
            .boxed()
            .toList();

    assertThat(unnoticed).isEmpty();
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] copy = bytes.clone();
    copy[bit / 8] ^= (byte) (1 << (bit % 8));
    return copy;
  }

  @Test
  void a_receipt_does_not_verify_under_another_key() {
    byte[] receipt = mca.call(TestCalls.resident(PERSON)).receipt();
    String other =
        new NoteSigner("mingjing.example/exchange", Ed25519Key.generate(new SecureRandom()))
            .verifierKey();

    assertThat(ReceiptVerifier.verify(receipt, other)).isInstanceOf(Verdict.Failed.class);
  }

  @Test
  void the_receipt_can_be_fetched_again_with_the_ledgers_word() throws InterruptedException {
    Reply call = mca.call(TestCalls.resident(PERSON));
    String path = "/api/v1/calls/" + call.callId() + "/receipt";
    Reply later = mca.get(path);
    for (int i = 0; i < 200 && later.body().path("anchor").isNull(); i++) {
      Thread.sleep(50);
      later = mca.get(path);
    }

    assertThat(later.body().path("entry")).isEqualTo(call.entry());
    assertThat(later.body().path("digestKey").isNull()).as("it is stored nowhere").isTrue();
    assertThat(ReceiptVerifier.verify(later.raw(), logKey))
        .isInstanceOfSatisfying(
            Verdict.Verified.class, verified -> assertThat(verified.ledger()).isPresent());
  }

  @Test
  void the_receipt_of_another_systems_call_is_like_one_that_never_was() {
    String call = mca.call(TestCalls.resident(PERSON)).callId();
    CallingSystem other = node.system(TestCalls.SAMR);

    assertThat(other.get("/api/v1/calls/" + call + "/receipt").status()).isEqualTo(404);
    assertThat(mca.get("/api/v1/calls/" + UUID.randomUUID() + "/receipt").status()).isEqualTo(404);
    assertThat(mca.get("/api/v1/calls/1/receipt").status()).isEqualTo(404);
    assertThat(node.system(TestCalls.AUDITOR).get("/api/v1/calls/" + call + "/receipt").status())
        .isEqualTo(403);
    CallingSystem stranger = CallingSystem.at(node.installation().baseUrl());
    assertThat(stranger.get("/api/v1/calls/" + call + "/receipt").status()).isEqualTo(401);
  }
}
