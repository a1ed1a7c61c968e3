package org.mingjing.policy;

/** Code of a department in the registry, such as {@code MCA}. */
public record DepartmentId(String value) implements Comparable<DepartmentId> {

  public DepartmentId {
    Names.require(value);
  }

  @Override
  public int compareTo(DepartmentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
