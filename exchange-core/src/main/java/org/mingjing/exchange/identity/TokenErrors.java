package org.mingjing.exchange.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.mingjing.exchange.problem.Language;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Text;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Why there is no token: RFC 6749 section 5.2, with what a problem document has (both languages)
 * beside it. Nothing of what was sent is repeated.
 */
final class TokenErrors implements AuthenticationFailureHandler {
  private static final String INVALID_CLIENT = "invalid_client";
  private static final Set<String> KNOWN =
      Set.of(
          INVALID_CLIENT,
          "invalid_dpop_proof",
          "invalid_grant",
          "invalid_request",
          "invalid_scope",
          "unauthorized_client",
          "unsupported_grant_type");

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    String error = error(failure);
    boolean stranger = error.equals(INVALID_CLIENT);
    Text title = failure instanceof NoToken ours ? ours.reason() : title(error);
    byte[] body =
        json(error, title, stranger ? 401 : 400, Language.of(request.getHeader("Accept-Language")));
    response.setStatus(stranger ? 401 : 400);
    if (stranger) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"mingjing\"");
    }
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String error(AuthenticationException failure) {
    String code =
        failure instanceof OAuth2AuthenticationException known
            ? known.getError().getErrorCode()
            : INVALID_CLIENT;
    return KNOWN.contains(code) ? code : "invalid_request";
  }

  private static byte[] json(String error, Text title, int status, Language language) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    out.name("error").string(error);
    out.name("error_description").string(title.en());
    out.name("status").number(status);
    out.name("title").string(language.of(title));
    out.name("titles").beginObject();
    out.name("en").string(title.en());
    out.name("zh").string(title.zh());
    return out.endObject().endObject().toByteArray();
  }

  private static Text title(String error) {
    return switch (error) {
      case INVALID_CLIENT ->
          new Text(
              "未能认证该系统：请检查 client_id 与其凭据",
              "The client is not authenticated: check client_id and its credentials");
      case "invalid_scope" ->
          new Text("所请求的权限范围不属于该系统", "The scope asked for is not one of this client's");
      case "unsupported_grant_type" ->
          new Text(
              "仅支持 grant_type=client_credentials", "Only grant_type=client_credentials is served");
      case "unauthorized_client" ->
          new Text("该系统不得使用此授权方式", "This client may not use that grant type");
      default ->
          new Text("请求缺少参数、参数重复或格式不正确", "A parameter is missing, repeated or not well-formed");
    };
  }
}
