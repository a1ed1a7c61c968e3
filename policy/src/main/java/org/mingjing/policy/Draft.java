package org.mingjing.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What has been read so far of a folder of documents; the readers fill it in order. */
final class Draft {

  final Faults faults;
  final Values values;
  final Index<DepartmentId, Department> departments;
  final Index<String, Instrument> instruments;
  final Index<PurposeId, Purpose> purposes;
  final Index<CategoryCode, Category> categories;
  final Index<SystemId, SystemClient> systems;
  final Index<ResourceId, Resource> resources;
  final Index<Integer, CalendarYear> calendar;
  final Index<GrantId, Grant> grants = new Index<>();
  final Index<String, PolicyCase> cases = new Index<>();

  /** Where each condition lists each field that it withholds. */
  final Map<CategoryCode, Map<String, Position>> withheld = new LinkedHashMap<>();

  /** Where each condition has its expression. */
  final Map<CategoryCode, Position> expressions = new LinkedHashMap<>();

  /** Where each resource writes each of its fields. */
  final Map<ResourceId, Map<String, Position>> fields = new LinkedHashMap<>();

  Draft() {
    this(new Faults());
  }

  Draft(Faults collected) {
    faults = collected;
    values = new Values(faults);
    departments = new Index<>();
    instruments = new Index<>();
    purposes = new Index<>();
    categories = new Index<>();
    systems = new Index<>();
    resources = new Index<>();
    calendar = new Index<>();
  }

  private Draft(Draft shared) {
    faults = shared.faults;
    values = shared.values;
    departments = shared.departments;
    instruments = shared.instruments;
    purposes = shared.purposes;
    categories = shared.categories;
    systems = shared.systems;
    resources = shared.resources;
    calendar = shared.calendar;
  }

  /** The same registers, faults and catalogue, with no grants yet. */
  Draft withOwnGrants() {
    return new Draft(this);
  }

  PolicyParts parts() {
    return new PolicyParts(
        departments.values(),
        instruments.values(),
        purposes.values(),
        categories.values(),
        systems.values(),
        resources.values(),
        new WorkingDays(calendar.values()));
  }

  /** Whether every register that a grant refers to could be read. */
  boolean complete() {
    return Stream.of(departments, purposes, categories, systems, resources)
        .noneMatch(Index::incomplete);
  }

  List<Grant> seed() {
    return List.copyOf(grants.values().values());
  }

  List<PolicyCase> cases() {
    return List.copyOf(cases.values().values());
  }

  /** Notes a reference that leads nowhere. */
  <K> K refer(Index<K, ?> index, K id, Position at, String kind, String zhKind) {
    if (!index.holds(id)) {
      faults.add(
          at,
          "unknown-" + kind,
          zhKind + " " + id + " 没有登记；请改正或先登记",
          kind + " " + id + " is not listed; correct it or list it first");
    }
    return id;
  }

  DepartmentId department(MapReader map, String key) {
    DepartmentId id = new DepartmentId(map.matching(key, Patterns.DEPARTMENT));
    return id.value().equals(Patterns.STAND_IN) ? id : department(id, map.at(key));
  }

  DepartmentId department(DepartmentId id, Position at) {
    return refer(departments, id, at, "department", "部门");
  }

  PurposeId purpose(PurposeId id, Position at) {
    return refer(purposes, id, at, "purpose", "用途");
  }
}
