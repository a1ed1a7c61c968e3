package org.mingjing.exchange.identity;

/** How a token is presented: to whoever holds it (RFC 6750), or bound to a key (RFC 9449). */
enum Scheme {
  BEARER("Bearer"),
  DPOP("DPoP");

  private final String word;

  Scheme(String word) {
    this.word = word;
  }

  String prefix() {
    return word + " ";
  }

  /** A challenge without an error: no token came. */
  String challenge() {
    return this == BEARER ? word : word + " " + algorithms();
  }

  String challenge(String parameters) {
    return this == BEARER ? word + " " + parameters : word + " " + parameters + ", " + algorithms();
  }

  private static String algorithms() {
    return "algs=\"" + String.join(" ", VerificationKey.ALGORITHMS) + "\"";
  }
}
