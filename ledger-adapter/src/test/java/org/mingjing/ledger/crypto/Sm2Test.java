package org.mingjing.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sm2Test {
  /** GB/T 32918.5-2017, annex A: the example of a signature on the recommended curve. */
  private static final Sm2Key STANDARD =
      Sm2Key.of(hex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"));

  private static final String PUBLIC =
      "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
          + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
  private static final String SIGNATURE =
      "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
          + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";

  @TempDir Path folder;

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void the_example_of_the_standard_verifies() {
    assertThat(STANDARD.publicKey().bytes()).isEqualTo(hex(PUBLIC));
    assertThat(STANDARD.publicKey().verify(utf8("message digest"), hex(SIGNATURE))).isTrue();
    assertThat(STANDARD.publicKey().verify(utf8("message digests"), hex(SIGNATURE))).isFalse();
  }

  @Test
  void a_signature_is_always_the_same_and_another_for_another_message_or_key() {
    byte[] signature = STANDARD.sign(utf8("one"));
    assertThat(STANDARD.sign(utf8("one"))).isEqualTo(signature).hasSize(64);
    assertThat(STANDARD.publicKey().verify(utf8("one"), signature)).isTrue();
    byte[] other = STANDARD.sign(utf8("two"));
    assertThat(Arrays.copyOf(other, 32)).isNotEqualTo(Arrays.copyOf(signature, 32));
    Sm2Key stranger = Sm2Key.generate(new SecureRandom());
    assertThat(stranger.sign(utf8("one"))).isNotEqualTo(signature);
    assertThat(stranger.publicKey().verify(utf8("one"), signature)).isFalse();
  }

  @Test
  void any_changed_bit_of_message_or_signature_fails() {
    byte[] message = {1, 2, 3, 4};
    byte[] signature = STANDARD.sign(message);
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      assertThat(STANDARD.publicKey().verify(message, flipped(signature, bit))).isFalse();
    }
    for (int bit = 0; bit < 8 * message.length; bit++) {
      assertThat(STANDARD.publicKey().verify(flipped(message, bit), signature)).isFalse();
    }
    assertThat(STANDARD.publicKey().verify(message, new byte[64])).isFalse();
    assertThat(STANDARD.publicKey().verify(message, new byte[63])).isFalse();
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }

  @Test
  void what_is_no_key_is_refused() {
    byte[] offCurve = hex(PUBLIC);
    offCurve[64] ^= 1;
    for (byte[] bad :
        List.of(offCurve, new byte[65], new byte[0], Arrays.copyOf(hex(PUBLIC), 64), new byte[1])) {
      assertThatThrownBy(() -> Sm2PublicKey.of(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    String n = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54122";
    for (byte[] bad : List.of(new byte[32], hex(n), new byte[31], hex(n + "00"))) {
      assertThatThrownBy(() -> Sm2Key.of(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_key_lies_in_a_file_for_its_owner_only_and_is_never_overwritten() throws IOException {
    Path file = folder.resolve("log.sm2");
    STANDARD.store(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Sm2Key.load(file).publicKey().bytes()).isEqualTo(hex(PUBLIC));
    assertThatThrownBy(() -> STANDARD.store(file)).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Ed25519Key.load(file)).isInstanceOf(IOException.class);
    Files.writeString(file, "mingjing-sm2-key:" + "A".repeat(43) + "=\n");
    assertThatThrownBy(() -> Sm2Key.load(file)).hasMessageContaining("not an SM2 private key");
    assertThat(STANDARD.toString()).doesNotContain("3945208f", "3945208F");
  }

  /** Another implementation, where the machine has one: OpenSSL 3. */
  @Test
  void openssl_verifies_our_signatures_and_we_verify_those_of_openssl() throws Exception {
    assumeThat(openssl("version")).isZero();
    Sm2Key key = Sm2Key.generate(new SecureRandom());
    Path half = folder.resolve("key.pub");
    Files.writeString(half, pem(key.publicKey()));
    Path message = Files.write(folder.resolve("message"), utf8("text\n"));
    Path signature = folder.resolve("signature");
    Files.write(signature, der(key.sign(utf8("text\n"))));
    assertThat(verify(half, message, signature)).isZero();
    Files.write(signature, der(key.sign(utf8("text"))));
    assertThat(verify(half, message, signature)).isNotZero();
    assertThat(key.publicKey().verify(utf8("text\n"), signedByOpenssl(message))).isFalse();
  }

  /** Made by OpenSSL with a key of its own; checks that key's signature on the way. */
  private byte[] signedByOpenssl(Path message) throws Exception {
    String key = folder.resolve("their.pem").toString();
    Path half = folder.resolve("their.der");
    Path signature = folder.resolve("their.signature");
    String curve = "ec_paramgen_curve:SM2";
    assertThat(openssl("genpkey", "-algorithm", "EC", "-pkeyopt", curve, "-out", key)).isZero();
    String[] publicHalf = {
      "pkey", "-in", key, "-pubout", "-outform", "DER", "-out", half.toString()
    };
    assertThat(openssl(publicHalf)).isZero();
    String[] sign = {"pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-inkey", key};
    String[] more = {
      "-pkeyopt", "distid:1234567812345678", "-in", message.toString(), "-out", signature.toString()
    };
    assertThat(openssl(joined(sign, more))).isZero();
    byte[] info = Files.readAllBytes(half);
    var theirs = Sm2PublicKey.of(Arrays.copyOfRange(info, info.length - 65, info.length));
    byte[] plain = plain(Files.readAllBytes(signature));
    assertThat(theirs.verify(Files.readAllBytes(message), plain)).isTrue();
    return plain;
  }

  private static int verify(Path half, Path message, Path signature) throws InterruptedException {
    String[] verify = {"pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pubin", "-inkey"};
    String[] more = {
      half.toString(), "-pkeyopt", "distid:1234567812345678", "-in", message.toString(), "-sigfile"
    };
    return openssl(joined(joined(verify, more), signature.toString()));
  }

  private static String[] joined(String[] first, String... second) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
  }

  private static String pem(Sm2PublicKey key) {
    var info = new ByteArrayOutputStream();
    info.writeBytes(hex("3059301306072a8648ce3d020106082a811ccf5501822d034200"));
    info.writeBytes(key.bytes());
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(info.toByteArray());
    return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
  }

  private static byte[] der(byte[] plain) throws IOException {
    var r = new ASN1Integer(new BigInteger(1, Arrays.copyOf(plain, 32)));
    var s = new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(plain, 32, 64)));
    return new DERSequence(new ASN1Integer[] {r, s}).getEncoded();
  }

  private static byte[] plain(byte[] der) {
    var parts = ASN1Sequence.getInstance(der);
    String numbers = "";
    for (int i = 0; i < 2; i++) {
      numbers += "%064x".formatted(ASN1Integer.getInstance(parts.getObjectAt(i)).getValue());
    }
    return hex(numbers);
  }

  private static int openssl(String... arguments) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(joined(new String[] {"openssl"}, arguments))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException notThere) {
      return -1;
    }
  }
}
