package org.mingjing.policy;

import java.util.Comparator;

/** Who calls: a system, as one of the department that it is registered for. */
public record Requester(DepartmentId department, SystemId system) implements Comparable<Requester> {

  private static final Comparator<Requester> ORDER =
      Comparator.comparing(Requester::department).thenComparing(Requester::system);

  @Override
  public int compareTo(Requester other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return department + "/" + system;
  }
}
