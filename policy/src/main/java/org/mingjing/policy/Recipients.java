package org.mingjing.policy;

import java.util.Set;

/** Who may receive: named departments, or any department with a grant. */
public sealed interface Recipients {

  boolean include(DepartmentId department);

  /** Any department whose published service item needs it. */
  record Any() implements Recipients {
    @Override
    public boolean include(DepartmentId department) {
      return true;
    }
  }

  /** The named departments only. */
  record Named(Set<DepartmentId> departments) implements Recipients {
    public Named {
      departments = Set.copyOf(departments);
    }

    @Override
    public boolean include(DepartmentId department) {
      return departments.contains(department);
    }
  }
}
