package org.mingjing.policy;

/** Reads the plain registers: departments, instruments, purposes, systems. */
final class RegisterReader {

  private static final int MAX_CATEGORIES = 99;

  private final Draft draft;

  RegisterReader(Draft draft) {
    this.draft = draft;
  }

  void departments(Node root) {
    for (Node item : draft.values.items(root)) {
      int before = draft.faults.count();
      MapReader map = MapReader.of(draft.values, item);
      DepartmentId id = new DepartmentId(map.matching("code", Patterns.DEPARTMENT));
      Department department =
          new Department(
              id, map.text("name"), map.text("kind"), map.integer("categories", 0, MAX_CATEGORIES));
      map.finish();
      boolean sound = draft.faults.count() == before;
      draft.departments.add(id, department, map.at("code"), sound, draft.faults);
    }
  }

  void instruments(Node root) {
    for (Node item : draft.values.items(root)) {
      int before = draft.faults.count();
      MapReader map = MapReader.of(draft.values, item);
      Instrument instrument =
          new Instrument(
              map.string("name"),
              map.oneOf("rank", Vocabulary.RANKS, InstrumentRank.OTHER),
              map.find("unsure").flatMap(draft.values::bool).orElse(false));
      map.finish();
      boolean sound = draft.faults.count() == before;
      draft.instruments.add(instrument.name(), instrument, map.at("name"), sound, draft.faults);
      if (instrument.unsure()) {
        rankUnsure(instrument, map.at("rank"));
      }
    }
  }

  private void rankUnsure(Instrument instrument, Position at) {
    draft.faults.notice(
        at,
        "rank-unsure",
        "《" + instrument.name() + "》的位阶需要法律人员确认",
        "the rank of " + instrument.name() + " needs a lawyer's confirmation");
  }

  void purposes(Node root) {
    for (Node item : draft.values.items(root)) {
      int before = draft.faults.count();
      MapReader map = MapReader.of(draft.values, item);
      PurposeId id = new PurposeId(map.matching("code", Patterns.SLUG));
      Purpose purpose = new Purpose(id, map.text("name"));
      map.finish();
      boolean sound = draft.faults.count() == before;
      draft.purposes.add(id, purpose, map.at("code"), sound, draft.faults);
    }
  }
}
