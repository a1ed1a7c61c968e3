package org.mingjing.exchange.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Client secrets of the demonstration: 32 random bytes, so that one round of SHA-256 is enough; a
 * slow hash protects what people choose, and nobody chooses these.
 */
final class DemoSecrets implements PasswordEncoder {

  static String digest(CharSequence secret) {
    try {
      byte[] bytes = secret.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence rawPassword) {
    return rawPassword == null ? null : digest(rawPassword);
  }

  @Override
  public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
    return rawPassword != null
        && encodedPassword != null
        && MessageDigest.isEqual(
            digest(rawPassword).getBytes(StandardCharsets.US_ASCII),
            encodedPassword.getBytes(StandardCharsets.US_ASCII));
  }
}
