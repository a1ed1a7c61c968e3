package org.mingjing.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mingjing.bench.wire.HttpMessage;
import org.mingjing.bench.wire.Requests;

/** One row as the load client sees it: the request to send and what a right answer holds. */
final class Target {
  private static final String RESOURCE_PATH = "/mps/vehicles";
  private static final byte[] ONE_RECORD = ascii("\"records\":[{");
  private static final byte[] PLATE = ascii("\"plate\":\"");
  private static final byte[] ANSWERED = ascii("\"outcome\":\"answered\"");

  private final Row row;
  private final Requests requests;
  private final List<byte[]> markers;
  private final boolean namesTheSubject;

  private Target(Row row, Requests requests, List<byte[]> markers, boolean namesTheSubject) {
    this.row = row;
    this.requests = requests;
    this.markers = markers;
    this.namesTheSubject = namesTheSubject;
  }

  /** A department's own interface, called directly or through a peer that passes bodies on. */
  static Target department(Row row, String baseUrl, Optional<String> token) {
    boolean through = row.server() != Row.Server.NONE;
    String prefix = row.usesStaticProvider() && through ? "/static" : "";
    String body =
        "{\"key\":{\"id_number\":\""
            + Requests.idPlace()
            + "\"},\"fields\":[\"plate\",\"brand\",\"registered_on\"],\"limit\":1}";
    URI uri = URI.create(baseUrl + prefix + RESOURCE_PATH);
    Requests requests = Requests.post(uri, headers(token), body);
    return new Target(row, requests, List.of(ONE_RECORD, PLATE), true);
  }

  /** A whole call at the exchange: the same fields of the same resource. */
  static Target exchange(Row row, String baseUrl, String token) {
    String body =
        "{\"resource\":\"mps.vehicle-register\",\"purpose\":\"social-assistance\","
            + "\"caseRef\":\"MCA-2026-0001\",\"officer\":\"mca-0071\","
            + "\"subject\":{\"type\":\"person\",\"id\":\""
            + Requests.idPlace()
            + "\"},\"fields\":[\"plate\",\"brand\",\"registered_on\"],"
            + "\"answer\":\"masked\",\"partial\":false}";
    URI uri = URI.create(baseUrl + "/api/v1/calls");
    Requests requests = Requests.post(uri, headers(Optional.of(token)), body);
    return new Target(row, requests, List.of(ANSWERED, ONE_RECORD, PLATE), false);
  }

  Row row() {
    return row;
  }

  Requests requests() {
    return requests;
  }

  /**
   * Every answer is checked.
   *
   * @throws WrongAnswer for another status than 200, or when a record of this subject is not in it
   */
  void check(HttpMessage answer, byte[] id) {
    boolean right = answer.status() == 200 && (!namesTheSubject || answer.contains(id));
    for (byte[] marker : markers) {
      right = right && answer.contains(marker);
    }
    if (!right) {
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      String start = body.substring(0, Math.min(body.length(), 600));
      throw new WrongAnswer(row.wireName(), answer.startLine() + " " + start);
    }
  }

  private static Map<String, String> headers(Optional<String> token) {
    return token.map(it -> Map.of("Authorization", "Bearer " + it)).orElse(Map.of());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
