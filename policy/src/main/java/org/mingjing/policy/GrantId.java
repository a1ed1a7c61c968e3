package org.mingjing.policy;

/**
 * Id of a grant, such as {@code G-2026-0001}. Ids are ordered as text: the lowest is tried first.
 */
public record GrantId(String value) implements Comparable<GrantId> {

  public GrantId {
    Names.require(value);
  }

  @Override
  public int compareTo(GrantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
