package org.mingjing.exchange;

import java.nio.charset.StandardCharsets;
import org.mingjing.exchange.identity.TestKey;
import tools.jackson.databind.JsonNode;

/** A department's system as it is outside the demonstration: its token is bound to its key. */
final class DpopSystem {
  private static final String CALLS = "/api/v1/calls";

  private final CallingSystem wire;
  private final String publicUrl;
  private final TestKey key;
  private final String token;

  private DpopSystem(CallingSystem wire, String publicUrl, TestKey key, String token) {
    this.wire = wire;
    this.publicUrl = publicUrl;
    this.key = key;
    this.token = token;
  }

  /** {@code publicUrl}: the issuer, with which every URL in a proof begins. */
  static DpopSystem at(CallingSystem wire, String publicUrl, TestKey key, String token) {
    return new DpopSystem(wire, publicUrl, key, token);
  }

  /** The same system, calling another node. */
  DpopSystem at(CallingSystem node) {
    return new DpopSystem(node, publicUrl, key, token);
  }

  DpopSystem withKey(TestKey other) {
    return new DpopSystem(wire, publicUrl, other, token);
  }

  String token() {
    return token;
  }

  TestKey key() {
    return key;
  }

  String url(String path) {
    return publicUrl + path;
  }

  /** A right proof for a call. */
  String proof() {
    return key.proof("POST", url(CALLS), token);
  }

  Reply call(JsonNode body) {
    return call(body, proof());
  }

  Reply call(JsonNode body, String proof) {
    return call(body, "Authorization", "DPoP " + token, "DPoP", proof);
  }

  /** Calls with these headers and no others. */
  Reply call(JsonNode body, String... headers) {
    return wire.post(CALLS, body.toString().getBytes(StandardCharsets.UTF_8), headers);
  }

  Reply get(String path) {
    String proof = key.proof("GET", url(path), token);
    return wire.get(path, "Authorization", "DPoP " + token, "DPoP", proof);
  }
}
