package org.mingjing.exchange.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.mingjing.policy.Text;

/**
 * Proof of possession (RFC 9449): a caller holds the key that its token is, or will be, bound to.
 * Each proof counts once, on all nodes together.
 */
final class Possession {
  private static final String HEADER = "DPoP";
  private static final Text OTHER_KEY =
      new Text("令牌绑定的不是该证明的密钥", "the token is bound to another key than that of the proof");

  private final ProofChecker checker;
  private final Replays replays;
  private final String baseUrl;

  /** {@code baseUrl}: what callers' URLs begin with, whatever Host header and proxy say. */
  Possession(ProofChecker checker, Replays replays, String baseUrl) {
    this.checker = checker;
    this.replays = replays;
    this.baseUrl = baseUrl;
  }

  /**
   * The thumbprint of the key whose proof comes with a request for a token; nothing if no proof
   * comes.
   *
   * @throws NotIdentified if the proof is wrong or was used before
   * @throws ReplayUnknown if that cannot be found out
   */
  Optional<String> shown(HttpServletRequest request) {
    if (request.getHeader(HEADER) == null) {
      return Optional.empty();
    }
    ProofChecker.Proof proof = proof(request, Optional.empty());
    demandFirstUse(proof);
    return Optional.of(proof.key());
  }

  /**
   * Demands a proof of the key that a token is bound to; throws as {@link #shown}, and also if the
   * proof is missing or another key's.
   */
  void demand(HttpServletRequest request, String token, String boundTo) {
    ProofChecker.Proof proof = proof(request, Optional.of(token));
    if (!proof.key().equals(boundTo)) {
      throw NotIdentified.token(Scheme.DPOP, OTHER_KEY);
    }
    demandFirstUse(proof);
  }

  private ProofChecker.Proof proof(HttpServletRequest request, Optional<String> token) {
    List<String> proofs = Collections.list(request.getHeaders(HEADER));
    if (proofs.size() != 1) {
      throw NotIdentified.proof(proofs.isEmpty() ? ProofFault.MISSING : ProofFault.SEVERAL);
    }
    return checker.check(
        proofs.getFirst(),
        new ProofChecker.Target(request.getMethod(), baseUrl + request.getRequestURI(), token));
  }

  private void demandFirstUse(ProofChecker.Proof proof) {
    Replays.Ticket ticket =
        Replays.Ticket.of(
            "dpop",
            proof.key(),
            proof.id(),
            proof.issued(),
            proof.issued().plus(ProofChecker.LIFE));
    switch (replays.use(ticket)) {
      case FIRST -> {}
      case REPEATED -> throw NotIdentified.proof(ProofFault.REPEATED);
      case UNKNOWN -> throw new ReplayUnknown();
    }
  }
}
