package org.mingjing.ledger.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The algorithms of note signatures; both have signatures of 64 bytes. */
enum KeyType {
  /** As C2SP signed-note assigns it. */
  ED25519("\u0001") {
    @Override
    Optional<BiPredicate<Bytes, Bytes>> verifying(Bytes key) {
      return key.length() == ED25519_BYTES ? ed25519(key) : Optional.empty();
    }
  },

  /** C2SP assigns none: 0xff, the byte for such types, and a name. */
  SM2("\u00ffGB/T 32918 SM2 SM3") {
    @Override
    Optional<BiPredicate<Bytes, Bytes>> verifying(Bytes key) {
      return Sm2Signature.key(key)
          .map(point -> (text, signature) -> Sm2Signature.verifies(point, text, signature));
    }
  };

  private static final int ED25519_BYTES = 32;

  /** SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410 section 4). */
  private static final Bytes INFO = Bytes.ofHex("302a300506032b6570032100");

  /** A character for each byte. */
  private final String prefix;

  KeyType(String prefix) {
    this.prefix = prefix;
  }

  /** What verifies a signature over a text under the typed key, if that is one of this type. */
  Optional<BiPredicate<Bytes, Bytes>> verifier(Bytes typedKey) {
    int length = prefix.length();
    return typedKey.length() > length
            && typedKey
                .slice(0, length)
                .equals(Bytes.of(prefix.getBytes(StandardCharsets.ISO_8859_1)))
        ? verifying(typedKey.slice(length, typedKey.length()))
        : Optional.empty();
  }

  abstract Optional<BiPredicate<Bytes, Bytes>> verifying(Bytes key);

  private static Optional<BiPredicate<Bytes, Bytes>> ed25519(Bytes key) {
    try {
      PublicKey point =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(INFO.then(key).copy()));
      Signature.getInstance("Ed25519").initVerify(point);
      return Optional.of((text, signature) -> ed25519(point, text, signature));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static boolean ed25519(PublicKey key, Bytes text, Bytes signature) {
    try {
      Signature engine = Signature.getInstance("Ed25519");
      engine.initVerify(key);
      engine.update(text.copy());
      return engine.verify(signature.copy());
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was usable before", e);
    }
  }
}
