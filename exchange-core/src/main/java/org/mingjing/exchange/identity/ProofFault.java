package org.mingjing.exchange.identity;

import org.mingjing.policy.Text;

/** What can be wrong with a DPoP proof (RFC 9449 section 4.3), said to whoever made it. */
enum ProofFault {
  MISSING("缺少 DPoP 请求头", "the DPoP header is missing"),
  SEVERAL("只能有一个 DPoP 请求头", "there must be one DPoP header only"),
  TOO_LONG("证明过长", "the proof is too long"),
  NO_JWT("证明不是合法的 JWT", "the proof is no well-formed signed JWT"),
  TYPE("头部 typ 应为 dpop+jwt", "the header typ must be dpop+jwt"),
  CRITICAL("不支持头部 crit", "the header crit is not supported"),
  ALGORITHM(
      "头部 alg 与密钥不符，应为 EdDSA、PS256 或 ES256",
      "the header alg must be EdDSA, PS256 or ES256, and that of the key"),
  KEY(
      "头部 jwk 应为 Ed25519、P-256 或 2048 至 4096 位 RSA 公钥",
      "the header jwk must be a public key: Ed25519, P-256, or RSA of 2048 to 4096 bits"),
  SIGNATURE("签名不正确", "the signature does not verify"),
  ID("jti 应为 1 至 256 个字符", "jti must have 1 to 256 characters"),
  METHOD("htm 与请求方法不符", "htm is not the method of the request"),
  URL("htu 与请求地址不符", "htu is not the URL of the request"),
  NO_TIME("缺少签发时间 iat", "iat is missing"),
  OLD(
      "iat 早于 60 秒之前；请为每个请求新做证明",
      "iat is more than 60 seconds ago: make a new proof for each request"),
  EARLY("iat 在未来；请校准时钟", "iat is in the future: set the clock"),
  TOKEN("ath 不是所附令牌的摘要", "ath is not the hash of the token that came with it"),
  REPEATED("该证明已用过；请为每个请求新做证明", "the proof was used before: make a new one for each request");

  private final String zh;
  private final String en;

  ProofFault(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  Text text() {
    return new Text(zh, en);
  }
}
