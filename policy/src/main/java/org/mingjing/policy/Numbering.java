package org.mingjing.policy;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The numbers that one policy gives to what its rules and grants speak of. */
record Numbering(
    Numbers<DepartmentId> departments,
    Numbers<SystemId> systems,
    Numbers<PurposeId> purposes,
    Numbers<ResourceId> resources,
    List<Integer> departmentsOfSystems) {

  /** Knows nothing: by it, every field is judged category by category. */
  static final Numbering NONE =
      new Numbering(
          Numbers.of(List.of()),
          Numbers.of(List.of()),
          Numbers.of(List.of()),
          Numbers.of(List.of()),
          List.of());

  static Numbering of(PolicyParts parts) {
    Collection<SystemClient> systems = parts.systems().values();
    Numbers<DepartmentId> departments =
        Numbers.of(
            Stream.concat(
                    parts.departments().keySet().stream(),
                    systems.stream().map(SystemClient::department))
                .toList());
    return new Numbering(
        departments,
        Numbers.of(parts.systems().keySet()),
        Numbers.of(parts.purposes().keySet()),
        Numbers.of(parts.resources().keySet()),
        systems.stream().map(system -> departments.of(system.department())).toList());
  }

  /** The number of the department that a system is registered for. */
  int departmentOf(int system) {
    return departmentsOfSystems.get(system);
  }
}
