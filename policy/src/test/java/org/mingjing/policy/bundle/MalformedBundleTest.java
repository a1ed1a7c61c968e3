package org.mingjing.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.mingjing.policy.bundle.TestBundles.STEWARD;
import static org.mingjing.policy.bundle.TestBundles.base64;
import static org.mingjing.policy.bundle.TestBundles.bundle;
import static org.mingjing.policy.bundle.TestBundles.open;
import static org.mingjing.policy.bundle.TestBundles.payload;
import static org.mingjing.policy.bundle.TestBundles.refused;
import static org.mingjing.policy.bundle.TestBundles.signed;
import static org.mingjing.policy.bundle.TestBundles.text;
import static org.mingjing.policy.bundle.TestBundles.utf8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every way in which a bundle can be wrong is refused, for its own reason. */
class MalformedBundleTest {

  private static final String SOUND = text(bundle(7, STEWARD));
  private static final String ID = STEWARD.verifying().id();

  private static final List<Defect> OF_THE_ENVELOPE =
      List.of(
          new Defect("nothing", "not-json", text -> ""),
          new Defect("a policy document", "not-json", text -> "- code: MPS\n"),
          new Defect("cut off", "not-json", text -> text.substring(0, text.length() - 1)),
          new Defect("cut in half", "not-json", text -> text.substring(0, text.length() / 2)),
          new Defect("an array", "not-json", text -> "[" + text + "]"),
          new Defect("a line break behind it", "trailing-bytes", text -> text + "\n"),
          new Defect("a second one behind it", "trailing-bytes", text -> text + text),
          new Defect("a byte order mark", "not-json", text -> "\uFEFF" + text),
          new Defect("a space", "not-canonical", Defect.replacing("{\"payload\"", "{ \"payload\"")),
          new Defect("an escape", "not-canonical", Defect.replacing("\"sig\"", "\"\\u0073ig\"")),
          new Defect(
              "another order",
              "not-canonical",
              text -> {
                int type = text.indexOf("\"payloadType\"");
                int signatures = text.indexOf("\"signatures\"");
                String first = text.substring(type, signatures);
                return "{" + first + text.substring(1, type) + text.substring(signatures);
              }),
          new Defect(
              "a member too many", "unknown-member", text -> "{\"aside\":1," + text.substring(1)),
          new Defect(
              "a member of a signature too many",
              "unknown-member",
              Defect.replacing("{\"keyid\"", "{\"cert\":\"x\",\"keyid\"")),
          new Defect(
              "a member twice",
              "duplicate-member",
              text -> "{\"payload\":\"AAAA\"," + text.substring(1)),
          new Defect(
              "a member of a signature twice",
              "duplicate-member",
              Defect.replacing("{\"keyid\"", "{\"keyid\":\"x\",\"keyid\"")),
          new Defect(
              "no payload",
              "missing-member",
              text -> "{" + text.substring(text.indexOf("\"payloadType\""))),
          new Defect(
              "no type",
              "missing-member",
              Defect.replacing("\"payloadType\":\"" + Envelope.TYPE + "\",", "")),
          new Defect(
              "a signature without a key",
              "missing-member",
              Defect.replacing("\"keyid\":\"" + ID + "\",", "")),
          new Defect(
              "a key without a signature",
              "missing-member",
              text -> text.replaceFirst(",\"sig\":\"[^\"]*\"", "")),
          new Defect(
              "a payload that is no string",
              "wrong-value",
              text -> text.replaceFirst("\"payload\":\"[^\"]*\"", "\"payload\":1")),
          new Defect(
              "another type", "payload-type", Defect.replacing("policy+json", "grants+json")),
          new Defect("another key id", "wrong-value", Defect.replacing(ID, "steward")),
          new Defect("padding left out", "base64", MalformedBundleTest::withoutPadding),
          new Defect("last bits set", "base64", MalformedBundleTest::withLastBits),
          new Defect(
              "Base64 of URLs",
              "base64",
              text -> text.replaceFirst("\"sig\":\"..", "\"sig\":\"-_")),
          new Defect("no signatures", "unsigned", text -> signatures(text, "")),
          new Defect(
              "no member signatures",
              "unsigned",
              text -> text.substring(0, text.indexOf(",\"signatures\"")) + "}"),
          new Defect(
              "a signature twice",
              "duplicate-signature",
              text -> signatures(text, own(text) + "," + own(text))),
          new Defect(
              "seventeen signatures",
              "too-many-signatures",
              text -> signatures(text, (own(text) + ",").repeat(16) + own(text))),
          new Defect(
              "signatures in another order",
              "signature-order",
              text -> signatures(text, own(text) + "," + other("a:" + "0".repeat(64)))),
          new Defect("another algorithm", "wrong-algorithm", Defect.replacing("ed25519:", "sm2:")),
          new Defect(
              "an unknown key", "unknown-key", Defect.replacing(ID, "ed25519:" + "0".repeat(64))),
          new Defect(
              "an empty signature",
              "bad-signature",
              text -> text.replaceFirst("\"sig\":\"[^\"]*\"", "\"sig\":\"\"")),
          new Defect(
              "a signature of another length",
              "bad-signature",
              text -> text.replaceFirst("\"sig\":\"[^\"]*\"", "\"sig\":\"AAAA\"")));

  private static String withoutPadding(String text) {
    assertThat(text).contains("==\"}");
    return text.replace("==\"}", "\"}");
  }

  private static String withLastBits(String text) {
    int last = text.indexOf("==\"}") - 1;
    char changed = (char) (text.charAt(last) + 1); // of A, Q, g and w, none is canonical then
    return text.substring(0, last) + changed + text.substring(last + 1);
  }

  private static String own(String text) {
    return text.substring(text.indexOf("{\"keyid\""), text.length() - 2);
  }

  private static String other(String id) {
    return "{\"keyid\":\"" + id + "\",\"sig\":\"AAAA\"}";
  }

  private static String signatures(String text, String some) {
    return text.substring(0, text.indexOf("{\"keyid\"")) + some + "]}";
  }

  @TestFactory
  Stream<DynamicTest> an_envelope_with_a_defect_is_refused() {
    return OF_THE_ENVELOPE.stream()
        .map(defect ->
            dynamicTest(
                defect.name(),
                () -> refused(defect.code(), () -> open(utf8(defect.change().apply(SOUND))))));
  }

  @Test
  void text_that_is_not_utf_8_is_refused() {
    byte[] bundle = utf8(SOUND);
    bundle[20] = (byte) 0xff;
    refused("not-utf-8", () -> open(bundle));

    byte[] inside = utf8(payload());
    inside[inside.length / 2] = (byte) 0xff;
    refused("not-utf-8", () -> open(signed(inside, STEWARD)));
  }

  @Test
  void more_bytes_than_a_bundle_has_are_refused_unread() {
    refused("too-large", () -> open(new byte[PolicyBundle.MAX_BYTES + 1]));
  }

  @Test
  void what_is_nested_too_deep_is_refused() {
    String deep = "[".repeat(100_000);
    refused("not-json", () -> open(signed(payload().replaceFirst(":\\[", ":" + deep), STEWARD)));
  }

  @Test
  void a_name_that_somebody_else_chose_is_not_repeated() {
    byte[] bundle = utf8("{\"\\u001b[31m\":1," + SOUND.substring(1));

    assertThat(refused("unknown-member", () -> open(bundle)).reason().en())
        .contains("member ?")
        .doesNotContain("\u001b");
  }

  /** Each byte, changed in each of its bits in turn from byte to byte. */
  @Test
  void a_bundle_with_any_byte_changed_is_refused() {
    byte[] sound = utf8(SOUND);
    List<Integer> taken =
        IntStream.range(0, sound.length)
            .filter(at -> {
              byte[] changed = sound.clone();
              changed[at] ^= (byte) (1 << (at % 8));
              return isTaken(changed);
            })
            .boxed()
            .toList();

    assertThat(taken).isEmpty();
  }

  /** Of key id and signature, and of what stands around them, every bit. */
  @Test
  void a_bundle_with_any_bit_changed_outside_the_payload_is_refused() {
    byte[] sound = utf8(SOUND);
    int from = SOUND.indexOf("\",\"payloadType\"");
    for (int bit = 8 * from; bit < 8 * sound.length; bit++) {
      byte[] changed = sound.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(isTaken(changed)).as("bit " + bit).isFalse();
    }
  }

  @Test
  void a_bundle_cut_off_anywhere_is_refused() {
    byte[] sound = utf8(SOUND);
    for (int length = 0; length < sound.length; length += 1 + length / 50) {
      assertThat(isTaken(Arrays.copyOf(sound, length))).as("length " + length).isFalse();
    }
    assertThat(isTaken(sound)).isTrue();
  }

  private static boolean isTaken(byte[] bundle) {
    try {
      open(bundle);
      return true;
    } catch (BundleRefused e) {
      return false;
    }
  }

  @Test
  void the_payload_is_what_the_envelope_carries() {
    assertThat(SOUND).contains(base64(utf8(payload())));
  }
}
