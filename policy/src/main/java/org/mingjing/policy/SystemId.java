package org.mingjing.policy;

/** Id of a department's machine client, such as {@code mca-assistance}. */
public record SystemId(String value) implements Comparable<SystemId> {

  public SystemId {
    Names.require(value);
  }

  @Override
  public int compareTo(SystemId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
