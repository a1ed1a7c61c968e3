package org.mingjing.exchange.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/**
 * The RSA key that signs access tokens, shared by the nodes through its file; made at the first
 * start.
 */
final class TokenKey {
  private static final int BITS = 3072;

  private TokenKey() {}

  static JWKSource<SecurityContext> load(Path file) throws IOException {
    try {
      if (!Files.exists(file)) {
        RSAKey fresh =
            new RSAKeyGenerator(BITS)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.PS256)
                .keyIDFromThumbprint(true)
                .generate();
        SecretFile.write(file, fresh.toJSONString());
      }
      return new ImmutableJWKSet<>(new JWKSet(RSAKey.parse(Files.readString(file))));
    } catch (ParseException | JOSEException e) {
      throw new IOException(file + " holds no RSA key", e);
    }
  }
}
