package org.mingjing.policy;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Puts documents together into a policy, whatever they were read from. */
final class Assembly {

  private final Draft draft;
  private final Map<String, Optional<Node>> roots = new TreeMap<>();

  /** Of documents that somebody proposes. */
  Assembly() {
    this(new Draft());
  }

  private Assembly(Draft draft) {
    this.draft = draft;
  }

  /** Of documents that were published: they are not asked again whether they may be. */
  static Assembly ofKept() {
    return new Assembly(new Draft(new Faults(true)));
  }

  Faults faults() {
    return draft.faults;
  }

  /** Takes one document by its file name, relative to the folder, with forward slashes. */
  void add(String file, byte[] bytes) {
    roots.put(file, YamlReader.read(file, bytes, draft.faults));
  }

  LoadResult result() {
    return result(whole -> {});
  }

  /** As {@link #result()}, with notices of what does nothing on that day. */
  LoadResult lint(LocalDate today) {
    return result(whole -> new LintChecks(whole, today).check());
  }

  private LoadResult result(Consumer<Draft> furtherIfSound) {
    requireAll();
    RegisterReader registers = new RegisterReader(draft);
    read(Documents.DEPARTMENTS, draft.departments, registers::departments);
    read(Documents.INSTRUMENTS, draft.instruments, registers::instruments);
    read(Documents.PURPOSES, draft.purposes, registers::purposes);
    read(Documents.NEGATIVE_LIST, draft.categories, new CategoryReader(draft)::categories);
    read(Documents.SYSTEMS, draft.systems, new SystemReader(draft)::systems);
    CalendarReader calendar = new CalendarReader(draft);
    roots.keySet().stream()
        .filter(file -> file.startsWith(Documents.CALENDAR))
        .forEach(file -> read(file, draft.calendar, root -> calendar.year(file, root)));
    ResourceReader resources = new ResourceReader(draft);
    roots.keySet().stream()
        .filter(file -> file.startsWith(Documents.CATALOGUE))
        .forEach(file -> read(file, draft.resources, resources::resources));
    new WholeChecks(draft).check();
    if (roots.containsKey(Documents.GRANTS)) {
      read(Documents.GRANTS, draft.grants, new GrantReader(draft)::grants);
    } else {
      draft.grants.markIncomplete(); // kept documents come without them
    }
    CaseReader cases = new CaseReader(draft);
    roots.keySet().stream()
        .filter(file -> file.startsWith(Documents.TESTS))
        .forEach(file -> read(file, draft.cases, cases::cases));
    if (draft.faults.none()) {
      furtherIfSound.accept(draft);
    }
    return draft.faults.none()
        ? new LoadResult.Loaded(
            new Policy(draft.parts(), canonical(), draft.cases()),
            draft.faults.notices(),
            draft.seed())
        : new LoadResult.Faulty(draft.faults.sorted());
  }

  private void requireAll() {
    for (String file :
        new String[] {
          Documents.DEPARTMENTS,
          Documents.INSTRUMENTS,
          Documents.PURPOSES,
          Documents.NEGATIVE_LIST,
          Documents.SYSTEMS
        }) {
      if (!roots.containsKey(file)) {
        draft.faults.add(
            Position.startOf(file),
            "missing-document",
            "缺少文件 " + file + "；请补上",
            "file " + file + " is missing; add it");
      }
    }
  }

  private void read(String file, Index<?, ?> index, Consumer<Node> reader) {
    roots.getOrDefault(file, Optional.empty()).ifPresentOrElse(reader, index::markIncomplete);
  }

  private Map<String, byte[]> canonical() {
    Map<String, byte[]> canonical = new LinkedHashMap<>();
    roots.forEach((file, root) -> {
      if (!file.equals(Documents.GRANTS)) {
        canonical.put(file, CanonicalJson.of(root.orElseThrow()));
      }
    });
    return canonical;
  }
}
