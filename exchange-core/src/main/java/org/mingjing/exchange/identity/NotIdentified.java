package org.mingjing.exchange.identity;

import java.util.Optional;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.policy.Text;

/** The caller is not who may call; answered at once, counted, and without an entry. */
public final class NotIdentified extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final Scheme scheme;
  private final String error;
  private final transient Optional<Text> detail;

  private NotIdentified(ProblemCode code, Scheme scheme, String error, Optional<Text> detail) {
    super(detail.map(Text::en).orElse(error));
    this.code = code;
    this.scheme = scheme;
    this.error = error;
    this.detail = detail;
  }

  /** There is no token, or the token is not good; why, is not told. */
  static NotIdentified token(Scheme scheme) {
    return new NotIdentified(
        ProblemCode.UNAUTHENTICATED, scheme, "invalid_token", Optional.empty());
  }

  /** The token may be good, but not for who sent it, or not in this way. */
  static NotIdentified token(Scheme scheme, Text detail) {
    return new NotIdentified(
        ProblemCode.UNAUTHENTICATED, scheme, "invalid_token", Optional.of(detail));
  }

  /** The DPoP proof is not good. */
  static NotIdentified proof(ProofFault fault) {
    return new NotIdentified(
        ProblemCode.UNAUTHENTICATED, Scheme.DPOP, "invalid_dpop_proof", Optional.of(fault.text()));
  }

  /** The token is good, but not for this. */
  static NotIdentified scope(Scheme scheme) {
    return new NotIdentified(
        ProblemCode.INSUFFICIENT_SCOPE, scheme, "insufficient_scope", Optional.empty());
  }

  public ProblemCode code() {
    return code;
  }

  /** What is wrong and how to mend it, where the caller can. */
  Optional<Text> detail() {
    return detail;
  }

  /** The challenge of RFC 6750 section 3 and RFC 9449 section 7.1. */
  String challenge() {
    String description = detail.map(text -> ", error_description=\"" + text.en() + "\"").orElse("");
    return scheme.challenge("error=\"" + error + "\"" + description);
  }

  /** The same, naming the scope that would do where that is what lacks. */
  String challenge(String scope) {
    return code == ProblemCode.INSUFFICIENT_SCOPE
        ? scheme.challenge("error=\"" + error + "\", scope=\"" + scope + "\"")
        : challenge();
  }
}
