package org.mingjing.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;

/** Bundles of the sound folder {@code small/}, and how they may be spoilt. */
final class TestBundles {

  static final LoadResult.Loaded SMALL =
      (LoadResult.Loaded) PolicyLoader.load(Path.of("src", "test", "resources", "small"));

  static final Instant MADE = Instant.parse("2026-06-01T00:00:00Z");
  static final TestKeys STEWARD = TestKeys.ed25519();
  static final TestKeys APPROVER = TestKeys.ed25519();
  static final TestKeys STRANGER = TestKeys.ed25519();

  private TestBundles() {}

  static byte[] bundle(long serial, TestKeys... keys) {
    return PolicyBundle.make(
        SMALL, serial, MADE, List.of(keys).stream().map(TestKeys::signing).toList(), List.of());
  }

  static BundleTrust trust(int signatures, TestKeys... keys) {
    return new BundleTrust(List.of(keys).stream().map(TestKeys::verifying).toList(), signatures);
  }

  static PolicyBundle open(byte[] bundle) {
    return PolicyBundle.open(bundle, trust(1, STEWARD), NewestBundle.NONE);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What the steward signs, as text. */
  static String payload() {
    return text(Envelope.read(bundle(7, STEWARD)).payload());
  }

  /** A bundle of any payload, soundly signed. */
  static byte[] signed(String payload, TestKeys... keys) {
    return signed(utf8(payload), keys);
  }

  static byte[] signed(byte[] payload, TestKeys... keys) {
    Envelope envelope = new Envelope(payload, List.of());
    try {
      for (TestKeys key : keys) {
        envelope =
            envelope.with(
                new Envelope.Signed(key.verifying().id(), key.signing().sign(envelope.signable())));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return envelope.toBytes();
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Demands that something is refused for this reason, which is told in both languages. */
  static BundleRefused refused(String code, ThrowingCallable attempt) {
    BundleRefused refused = catchThrowableOfType(BundleRefused.class, attempt);
    assertThat(refused).as("refused").isNotNull();
    assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
    assertThat(refused.reason().zh()).containsPattern("\\p{IsHan}");
    assertThat(refused.reason().en()).isNotBlank().doesNotContainPattern("\\p{IsHan}");
    return refused;
  }
}
