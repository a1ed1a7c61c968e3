package org.mingjing.exchange.grants;

/** The system that called may, by the policy that is live now, not call any more. */
public final class LostScope extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostScope() {
    super("the system may not call any more", null, false, false);
  }
}
