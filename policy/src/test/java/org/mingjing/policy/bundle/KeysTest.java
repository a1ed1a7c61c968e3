package org.mingjing.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.mingjing.policy.bundle.TestBundles.MADE;
import static org.mingjing.policy.bundle.TestBundles.SMALL;
import static org.mingjing.policy.bundle.TestBundles.refused;
import static org.mingjing.policy.bundle.TestBundles.utf8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in files, of both algorithms. */
class KeysTest {

  private static final TestKeys SM2 = TestKeys.sm2();

  @TempDir private Path folder;

  @Test
  void an_id_names_the_algorithm_and_the_key() {
    TestKeys other = TestKeys.ed25519();

    assertThat(TestBundles.STEWARD.verifying().id()).matches("ed25519:[0-9a-f]{64}");
    assertThat(SM2.verifying().id()).matches("sm2:[0-9a-f]{64}");
    assertThat(other.verifying().id()).isNotEqualTo(TestBundles.STEWARD.verifying().id());
    assertThat(other.signing().id()).isEqualTo(other.verifying().id());
  }

  @Test
  void a_bundle_signed_with_sm2_is_taken_and_tampering_is_seen() {
    byte[] bundle = TestBundles.bundle(1, SM2);
    BundleTrust trust = TestBundles.trust(1, SM2);

    assertThat(PolicyBundle.open(bundle, trust, NewestBundle.NONE).signers())
        .containsExactly(SM2.verifying().id());
    refused(
        "unknown-key",
        () -> PolicyBundle.open(bundle, TestBundles.trust(1, TestKeys.sm2()), NewestBundle.NONE));
    Envelope sound = Envelope.read(bundle);
    byte[] signature = sound.signatures().getFirst().signature();
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      byte[] changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(SM2.verifying().verifies(sound.signable(), changed)).as("bit " + bit).isFalse();
    }
  }

  @Test
  void one_of_each_algorithm_may_sign_together() {
    byte[] bundle =
        PolicyBundle.make(
            SMALL, 1, MADE, List.of(SM2.signing(), TestBundles.STEWARD.signing()), List.of());

    assertThat(
            PolicyBundle.open(
                    bundle, TestBundles.trust(2, TestBundles.STEWARD, SM2), NewestBundle.NONE)
                .signers())
        .hasSize(2);
  }

  /** GB/T 32918.5-2017, annex A: the example of a signature on the recommended curve. */
  @Test
  void the_example_of_the_standard_verifies() {
    HexFormat hex = HexFormat.of();
    byte[] point =
        hex.parseHex(
            "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13");
    byte[] prefix = hex.parseHex("3059301306072a8648ce3d020106082a811ccf5501822d03420004");
    byte[] info = Arrays.copyOf(prefix, prefix.length + point.length);
    System.arraycopy(point, 0, info, prefix.length, point.length);
    VerifyingKey key =
        VerifyingKey.ofPem(TestKeys.pem("PUBLIC KEY", info), () -> TestKeys.BOUNCY_CASTLE);

    byte[] signature =
        der(
            "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3",
            "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");

    assertThat(key.verifies(utf8("message digest"), signature)).isTrue();
    assertThat(key.verifies(utf8("message digests"), signature)).isFalse();
  }

  private static byte[] der(String r, String s) {
    try {
      return new DERSequence(
              new ASN1Integer[] {
                new ASN1Integer(new BigInteger(r, 16)), new ASN1Integer(new BigInteger(s, 16))
              })
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another implementation, where the machine has one: OpenSSL 3. */
  @ParameterizedTest
  @ValueSource(strings = {"ED25519", "SM2"})
  void keys_of_openssl_sign_bundles_and_openssl_verifies_them(String algorithm) throws Exception {
    assumeThat(openssl("version")).isZero();
    Path key = folder.resolve("key.pem");
    Path half = folder.resolve("key.pub");
    List<String> parameters =
        algorithm.equals("SM2")
            ? List.of("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2")
            : List.of("-algorithm", algorithm);
    assertThat(openssl(list("genpkey", parameters, "-out", key.toString()))).isZero();
    assertThat(openssl("pkey", "-in", key.toString(), "-pubout", "-out", half.toString())).isZero();
    TestKeys keys = new TestKeys(Files.readString(key), Files.readString(half));

    Envelope envelope = Envelope.read(TestBundles.bundle(1, keys));

    Path message = Files.write(folder.resolve("message"), envelope.signable());
    Path signature =
        Files.write(folder.resolve("signature"), envelope.signatures().getFirst().signature());
    List<String> how =
        algorithm.equals("SM2")
            ? List.of("-digest", "sm3", "-pkeyopt", "distid:1234567812345678")
            : List.of();
    String[] verify =
        list(
            "pkeyutl",
            how,
            "-verify",
            "-rawin",
            "-pubin",
            "-inkey",
            half.toString(),
            "-in",
            message.toString(),
            "-sigfile",
            signature.toString());
    assertThat(openssl(verify)).isZero();
    Files.writeString(message, "another");
    assertThat(openssl(verify)).isNotZero();
  }

  private static String[] list(String first, List<String> some, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(some);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static int openssl(String... arguments) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(list("openssl", List.of(arguments)))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException notThere) {
      return -1;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "wapip192v1"})
  void a_key_of_another_curve_is_refused(String curve) {
    TestKeys keys = TestKeys.curve(curve);

    refused("key-unknown", keys::verifying);
  }

  @Test
  void a_point_that_is_not_on_the_curve_is_no_key() {
    byte[] info = Pem.der(SM2.publicPem(), "PUBLIC KEY");
    info[info.length - 1] ^= 1;

    refused(
        "key-unknown",
        () -> VerifyingKey.ofPem(TestKeys.pem("PUBLIC KEY", info), () -> TestKeys.BOUNCY_CASTLE));
  }

  @Test
  void the_private_half_of_another_key_is_refused() {
    for (TestKeys other : List.of(TestKeys.ed25519(), SM2)) {
      refused(
          "key-pair", () -> SigningKey.ofPem(other.privatePem(), TestBundles.STEWARD.verifying()));
    }
    refused("key-pair", () -> SigningKey.ofPem(TestBundles.STEWARD.privatePem(), SM2.verifying()));
  }

  @Test
  void a_file_that_holds_no_key_is_refused() {
    String half = TestBundles.STEWARD.publicPem();
    for (String text :
        List.of(
            "",
            "{}",
            TestBundles.STEWARD.privatePem(),
            half + half,
            "x" + half,
            half.replace("-----END", "-----FIN"),
            half.replace("M", "?"),
            " ".repeat(10_000) + half)) {
      refused("key-not-pem", () -> VerifyingKey.ofPem(text, () -> TestKeys.BOUNCY_CASTLE));
    }
    refused(
        "key-unknown",
        () ->
            VerifyingKey.ofPem(
                TestKeys.pem("PUBLIC KEY", new byte[44]), () -> TestKeys.BOUNCY_CASTLE));
    refused("key-not-pem", () -> SigningKey.ofPem(half, TestBundles.STEWARD.verifying()));
  }

  @Test
  void a_key_does_not_show_itself() {
    assertThat(TestBundles.STEWARD.signing().toString())
        .isEqualTo("private key of " + TestBundles.STEWARD.verifying().id());
  }
}
