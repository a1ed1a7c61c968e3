package org.mingjing.policy;

/** Id of a catalogue entry, such as {@code mps.resident-register}. */
public record ResourceId(String value) implements Comparable<ResourceId> {

  public ResourceId {
    Names.require(value);
  }

  @Override
  public int compareTo(ResourceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
