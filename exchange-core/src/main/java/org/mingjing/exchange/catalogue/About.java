package org.mingjing.exchange.catalogue;

import org.mingjing.policy.SubjectType;

/** Whom a call is about: the one subject whose records are asked for. */
public record About(SubjectType type, String id) {

  /** Without the id, which belongs into no log. */
  @Override
  public String toString() {
    return "About[" + type + "]";
  }
}
