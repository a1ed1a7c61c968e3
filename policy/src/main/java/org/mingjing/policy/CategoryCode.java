package org.mingjing.policy;

/** Code of one of the listed data categories, such as {@code MPS-01}. */
public record CategoryCode(String value) implements Comparable<CategoryCode> {

  public CategoryCode {
    Names.require(value);
  }

  @Override
  public int compareTo(CategoryCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
