package org.mingjing.exchange;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mingjing.ledger.verify.ReceiptVerifier;
import org.mingjing.ledger.verify.Verdict;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the exchange answered, byte for byte. */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Reply(int status, HttpHeaders headers, byte[] raw) {

  JsonNode body() {
    return JsonMapper.shared().readTree(raw);
  }

  /** The problem's code; empty for an answer. */
  String code() {
    return body().path("code").asString("");
  }

  String callId() {
    return body().path("callId").asString("");
  }

  /** The bytes of the receipt as they stand in the answer. */
  byte[] receipt() {
    return member("receipt");
  }

  boolean hasReceipt() {
    return body().path("receipt").isObject();
  }

  Verdict verdict(String logKey) {
    return ReceiptVerifier.verify(receipt(), logKey);
  }

  /** The entry that the receipt carries. */
  JsonNode entry() {
    return body().path("receipt").path("entry");
  }

  /** The bytes of an object or a list that is a member of the answer. */
  byte[] member(String name) {
    try (JsonParser parser = JsonMapper.shared().createParser(raw)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String member = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        if (member.equals(name)) {
          return Arrays.copyOfRange(raw, from, (int) parser.currentLocation().getByteOffset());
        }
      }
    }
    throw new AssertionError("no member " + name + " in " + this);
  }

  @Override
  public String toString() {
    return status + " " + new String(raw, StandardCharsets.UTF_8);
  }
}
