package org.mingjing.policy.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who has signed a bundle: whether each signature holds, and whether none is missing. */
final class Signatures {

  private Signatures() {}

  /**
   * What the envelope holds, if everybody whom it names has signed it and nobody else.
   *
   * @throws BundleRefused if one is missing, or there is another
   */
  static Payload demandAll(Envelope envelope) {
    Payload payload = Payload.read(envelope.payload());
    demandSigners(payload, envelope);
    return payload;
  }

  /**
   * The ids of the trusted keys that have signed, in the order of their signatures. Each signature
   * of a trusted key has to hold; those of other keys count for nothing.
   *
   * @throws BundleRefused if one does not hold, or too few have signed
   */
  static List<String> verified(Envelope envelope, BundleTrust trust) {
    byte[] message = envelope.signable();
    List<String> verified = new ArrayList<>();
    for (Envelope.Signed signature : envelope.signatures()) {
      String id = signature.keyId();
      Optional<VerifyingKey> key = trust.ofFingerprint(id);
      if (key.isEmpty()) {
        continue; // it may be trusted elsewhere
      }
      if (!key.get().id().equals(id)) {
        throw new BundleRefused(
            "wrong-algorithm",
            "签名所称的算法（" + id + "）不是该密钥的算法（" + key.get().id() + "）；请重新取得原件",
            "the signature claims another algorithm ("
                + id
                + ") than its key has ("
                + key.get().id()
                + "); fetch the original again");
      }
      if (!key.get().verifies(message, signature.signature())) {
        throw new BundleRefused(
            "bad-signature",
            "密钥 " + id + " 的签名不成立：内容或签名被改动；请重新取得原件",
            "the signature of key "
                + id
                + " does not hold: content or signature was changed; fetch the original again");
      }
      verified.add(id);
    }
    demandEnough(verified, trust);
    return List.copyOf(verified);
  }

  private static void demandEnough(List<String> verified, BundleTrust trust) {
    if (verified.isEmpty()) {
      throw new BundleRefused(
          "unknown-key",
          "签名的密钥都不受信任；请由受信任的人签名，或把其公钥列入信任",
          "none of the keys that signed is trusted; have somebody sign whose key is, or list the"
              + " key as trusted");
    }
    if (verified.size() < trust.signatures()) {
      throw new BundleRefused(
          "too-few-signatures",
          "受信任的签名有 %d 个，须有 %d 个；请补签".formatted(verified.size(), trust.signatures()),
          "%d trusted keys have signed, and %d have to; have the others sign"
              .formatted(verified.size(), trust.signatures()));
    }
  }

  private static void demandSigners(Payload payload, Envelope envelope) {
    List<String> signed = envelope.signatures().stream().map(Envelope.Signed::keyId).toList();
    List<String> missing = payload.signers().stream().filter(id -> !signed.contains(id)).toList();
    if (!missing.isEmpty()) {
      throw new BundleRefused(
          "signature-missing",
          "应签而没有签名的密钥：" + String.join("、", missing) + "；请补签，或重新取得原件",
          "keys that the bundle names as signers have not signed: "
              + String.join(", ", missing)
              + "; have them sign, or fetch the original again");
    }
    if (!payload.signers().equals(signed)) {
      throw new BundleRefused(
          "signature-unexpected",
          "有策略包未列出的签名；请重新取得原件",
          "there is a signature that the bundle does not name; fetch the original again");
    }
  }
}
