package org.mingjing.policy;

/** Code of a registered purpose, such as {@code social-assistance}. Free text is no purpose. */
public record PurposeId(String value) implements Comparable<PurposeId> {

  public PurposeId {
    Names.require(value);
  }

  @Override
  public int compareTo(PurposeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
