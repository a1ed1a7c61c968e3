package org.mingjing.policy;

import java.util.Map;

/** What a policy is made of, each part in the order of its document. */
record PolicyParts(
    Map<DepartmentId, Department> departments,
    Map<String, Instrument> instruments,
    Map<PurposeId, Purpose> purposes,
    Map<CategoryCode, Category> categories,
    Map<SystemId, SystemClient> systems,
    Map<ResourceId, Resource> resources,
    WorkingDays workingDays) {

  PolicyParts {
    departments = Ordered.copy(departments);
    instruments = Ordered.copy(instruments);
    purposes = Ordered.copy(purposes);
    categories = Ordered.copy(categories);
    systems = Ordered.copy(systems);
    resources = Ordered.copy(resources);
  }

  /** Without calendars. */
  PolicyParts(
      Map<DepartmentId, Department> departments,
      Map<String, Instrument> instruments,
      Map<PurposeId, Purpose> purposes,
      Map<CategoryCode, Category> categories,
      Map<SystemId, SystemClient> systems,
      Map<ResourceId, Resource> resources) {
    this(departments, instruments, purposes, categories, systems, resources, WorkingDays.UNKNOWN);
  }
}
