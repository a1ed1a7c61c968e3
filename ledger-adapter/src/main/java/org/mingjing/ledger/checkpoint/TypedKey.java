package org.mingjing.ledger.checkpoint;

import java.util.HexFormat;
import org.mingjing.ledger.crypto.Ed25519PublicKey;
import org.mingjing.ledger.crypto.Sm2PublicKey;

/** A verifier key {@code name+id+Base64(type ‖ key)} whose id fits, of whatever type. */
record TypedKey(String name, byte[] typed) {
  static TypedKey parse(String verifierKey) {
    int first = verifierKey.indexOf('+');
    int second = verifierKey.indexOf('+', first + 1);
    if (first < 0 || second < 0) {
      throw new InvalidNote("a verifier key has the form name+id+key");
    }
    String name = verifierKey.substring(0, first);
    KeyId.requireName(name);
    byte[] typed = KeyId.decode(verifierKey.substring(second + 1), "the verifier key");
    String id = HexFormat.of().formatHex(KeyId.of(name, typed));
    if (!id.equals(verifierKey.substring(first + 1, second))) {
      throw new InvalidNote("the id of the verifier key does not belong to name and key");
    }
    return new TypedKey(name, typed);
  }

  Ed25519PublicKey ed25519() {
    try {
      return Ed25519PublicKey.of(KeyId.ED25519.keyOf(typed));
    } catch (IllegalArgumentException e) {
      throw new InvalidNote("the verifier key is not an Ed25519 key");
    }
  }

  Sm2PublicKey sm2() {
    try {
      return Sm2PublicKey.of(KeyId.SM2.keyOf(typed));
    } catch (IllegalArgumentException e) {
      throw new InvalidNote("the second verifier key is not an SM2 key");
    }
  }
}
