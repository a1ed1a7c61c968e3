package org.mingjing.policy.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mingjing.policy.CanonicalJson;
import org.mingjing.policy.Text;

/**
 * The signed form of a bundle: a DSSE envelope (Dead Simple Signing Envelope 1.0). What is written
 * here is one for every reader of DSSE; what is read here is of one form only, so that no byte of
 * it can be another: canonical JSON, standard Base64, signatures by ascending key id.
 */
record Envelope(byte[] payload, List<Signed> signatures) {

  /** The type of what is signed, and part of it. */
  static final String TYPE = "application/vnd.mingjing.policy+json";

  /** Every document of the largest policy that loads would not fit; ten times ours does. */
  static final int MAX_BYTES = 32 << 20;

  static final int MAX_SIGNATURES = 16;

  private static final Text WHAT = new Text("策略包", "bundle");
  private static final Pattern KEY_ID = Pattern.compile("[a-z][a-z0-9-]{0,31}:[0-9a-f]{64}");

  /** A signature under the id of its key. */
  record Signed(String keyId, byte[] signature) {}

  Envelope {
    signatures = signatures.stream().sorted(Comparator.comparing(Signed::keyId)).toList();
  }

  /** What is signed in place of the payload: its pre-authentication encoding. */
  byte[] signable() {
    return signable(TYPE, payload);
  }

  static byte[] signable(String type, byte[] payload) {
    byte[] name = type.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("DSSEv1 " + name.length + " " + type + " " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[head.length + payload.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(payload, 0, whole, head.length, payload.length);
    return whole;
  }

  Envelope with(Signed signature) {
    return new Envelope(payload, Stream.concat(signatures.stream(), Stream.of(signature)).toList());
  }

  /** Canonical JSON. */
  byte[] toBytes() {
    String signed =
        signatures.stream()
            .map(one ->
                "{\"keyid\":"
                    + CanonicalJson.quoted(one.keyId())
                    + ",\"sig\":\""
                    + Base64.getEncoder().encodeToString(one.signature())
                    + "\"}")
            .collect(Collectors.joining(","));
    byte[] bytes =
        ("{\"payload\":\""
                + Base64.getEncoder().encodeToString(payload)
                + "\",\"payloadType\":\""
                + TYPE
                + "\",\"signatures\":["
                + signed
                + "]}")
            .getBytes(StandardCharsets.UTF_8);
    demandSize(bytes.length);
    return bytes;
  }

  /**
   * Reads an envelope; nothing in it is believed yet.
   *
   * @throws BundleRefused if it is none, or of another form, or carries no signature
   */
  static Envelope read(byte[] bytes) {
    demandSize(bytes.length);
    Reading reading = new Reading();
    JsonCursor.read(WHAT, bytes, reading::read);
    return reading.envelope();
  }

  static void demandSize(long bytes) {
    if (bytes > MAX_BYTES) {
      throw new BundleRefused(
          "too-large",
          "策略包超过 " + MAX_BYTES + " 字节；请确认给出的是策略包",
          "the bundle has more than " + MAX_BYTES + " bytes; make sure that it is one");
    }
  }

  /** What has been read so far. */
  private static final class Reading {
    private Optional<byte[]> payload = Optional.empty();
    private Optional<String> type = Optional.empty();
    private final List<Signed> signatures = new ArrayList<>();

    void read(JsonCursor cursor) {
      cursor.object(name -> {
        switch (name) {
          case "payload" -> payload = Optional.of(base64(cursor.string(name)));
          case "payloadType" -> type = Optional.of(cursor.string(name));
          case "signatures" -> cursor.array(() -> signatures.add(signed(cursor)));
          default -> throw cursor.unknown(name);
        }
      });
      if (payload.isEmpty() || type.isEmpty()) {
        throw cursor.missing(payload.isEmpty() ? "payload" : "payloadType");
      }
    }

    private Signed signed(JsonCursor cursor) {
      List<String> keyId = new ArrayList<>(1);
      List<byte[]> signature = new ArrayList<>(1);
      cursor.object(name -> {
        switch (name) {
          case "keyid" -> keyId.add(cursor.string(name));
          case "sig" -> signature.add(base64(cursor.string(name)));
          default -> throw cursor.unknown(name);
        }
      });
      if (keyId.isEmpty() || signature.isEmpty()) {
        throw cursor.missing(keyId.isEmpty() ? "keyid" : "sig");
      }
      if (!KEY_ID.matcher(keyId.getFirst()).matches()) {
        throw cursor.wrong("keyid");
      }
      return new Signed(keyId.getFirst(), signature.getFirst());
    }

    Envelope envelope() {
      if (!type.orElseThrow().equals(TYPE)) {
        throw new BundleRefused(
            "payload-type",
            "签名的内容不是策略（payloadType 应为 " + TYPE + "）；请给出策略包",
            "what was signed is no policy: payloadType has to be "
                + TYPE
                + "; give a policy bundle");
      }
      if (signatures.isEmpty()) {
        throw new BundleRefused(
            "unsigned",
            "策略包没有签名；请由受信任的人签名：./mingjing policy bundle sign",
            "the bundle bears no signature; have somebody sign it whose key is trusted: ./mingjing"
                + " policy bundle sign");
      }
      if (signatures.size() > MAX_SIGNATURES) {
        throw new BundleRefused(
            "too-many-signatures",
            "签名超过 " + MAX_SIGNATURES + " 个；请重新生成策略包",
            "there are more than " + MAX_SIGNATURES + " signatures; make the bundle again");
      }
      for (int i = 1; i < signatures.size(); i++) {
        ordered(signatures.get(i - 1).keyId(), signatures.get(i).keyId());
      }
      return new Envelope(payload.orElseThrow(), signatures);
    }

    private static void ordered(String before, String after) {
      if (before.equals(after)) {
        throw new BundleRefused(
            "duplicate-signature",
            "密钥 " + after + " 签了两次；请重新生成策略包",
            "key " + after + " has signed twice; make the bundle again");
      }
      if (before.compareTo(after) > 0) {
        throw new BundleRefused(
            "signature-order",
            "签名没有按密钥标识排列；请重新生成策略包",
            "the signatures are not in the order of their key ids; make the bundle again");
      }
    }

    private static byte[] base64(String text) {
      try {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
          return bytes;
        }
      } catch (IllegalArgumentException e) {
        // said below: it is not of the one form
      }
      throw new BundleRefused(
          "base64",
          "Base64 不是规范写法（RFC 4648 第 4 节，含填充）；请重新取得原件",
          "Base64 is not in its canonical form (RFC 4648 section 4, padded); fetch the original"
              + " again");
    }
  }
}
