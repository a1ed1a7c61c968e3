package org.mingjing.exchange.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published vectors of the three algorithms and of thumbprints. */
class VerificationKeyTest {

  private static boolean verifies(String jwk, String jws) {
    int end = jws.lastIndexOf('.');
    return VerificationKey.parse(jwk)
        .verify(
            jws.substring(0, end).getBytes(StandardCharsets.US_ASCII),
            new Base64URL(jws.substring(end + 1)).decode());
  }

  /** RFC 7515 appendix A.3. */
  @Test
  void es256_verifies_the_example_of_rfc_7515() {
    String jwk =
        """
        {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
         "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}\
        """;
    String jws =
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
            + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5d"
            + "jxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    assertThat(VerificationKey.parse(jwk).algorithm()).isEqualTo("ES256");
    assertThat(verifies(jwk, jws)).isTrue();
    assertThat(verifies(jwk, jws.replace("eyJpc3Mi", "eyJpc3Nj"))).isFalse();
  }

  /** RFC 8037 appendices A.2, A.3 and A.4. */
  @Test
  void eddsa_verifies_the_example_of_rfc_8037() {
    String jwk =
        """
        {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}\
        """;
    String jws =
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-"
            + "09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    assertThat(VerificationKey.parse(jwk).algorithm()).isEqualTo("EdDSA");
    assertThat(VerificationKey.thumbprint(jwk))
        .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(verifies(jwk, jws)).isTrue();
    assertThat(verifies(jwk, jws.replace("RXhhbXBsZSBv", "RXhhbXBsZSBw"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AAAA\",\"y\":\"AAAA\"}",
        "{\"kty\":\"oct\",\"k\":\"YWJj\"}",
        "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}"
      })
  void what_is_no_usable_public_key_is_refused(String jwk) {
    assertThatThrownBy(() -> VerificationKey.thumbprint(jwk))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(the key|an RSA key) .*");
  }
}
