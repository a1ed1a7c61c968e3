package org.mingjing.policy;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What each department may have of each category, by its conditions and the catalogue: category by
 * category, in the order of the list.
 */
public record PolicyMatrix(Map<CategoryCode, Map<DepartmentId, Share>> rows) {

  public PolicyMatrix {
    rows = Ordered.copy(rows);
  }

  /** How far a department gets. */
  public enum Reach {
    /** Nobody has it. */
    PROHIBITED,
    /** The condition does not name the department, or no purpose or form. */
    NO,
    /** The condition would let it; no resource of the catalogue carries that. */
    UNSERVED,
    /** With a grant, and whatever else the condition asks. */
    WITH_GRANT,
    /** A grant of it is in force. */
    GRANTED;

    public String wireName() {
      return Wire.hyphenated(this);
    }
  }

  /**
   * What one department may have of one category.
   *
   * @param forms in which some field of the category could be had; of a category that is not
   *     served, those that its condition allows
   * @param purposes the same of purposes
   */
  public record Share(Reach reach, SortedSet<AnswerForm> forms, SortedSet<PurposeId> purposes) {}

  /**
   * The matrix on a day.
   *
   * @param today by the calendar of grants
   */
  public static PolicyMatrix of(Policy policy, Collection<Grant> grants, LocalDate today) {
    Reached reached = Reached.of(policy.parts(), grants, today);
    Map<CategoryCode, Map<DepartmentId, Share>> rows = new LinkedHashMap<>();
    for (Category category : policy.categories()) {
      Map<DepartmentId, Share> row = new LinkedHashMap<>();
      for (Department department : policy.departments()) {
        row.put(department.id(), share(category, department.id(), reached));
      }
      rows.put(category.code(), Ordered.copy(row));
    }
    return new PolicyMatrix(rows);
  }

  /**
   * One cell.
   *
   * @throws java.util.NoSuchElementException if the policy has no such category or department
   */
  public Share share(CategoryCode category, DepartmentId department) {
    return Optional.ofNullable(rows.get(category))
        .flatMap(row -> Optional.ofNullable(row.get(department)))
        .orElseThrow();
  }

  private static Share share(Category category, DepartmentId department, Reached reached) {
    if (category.prohibited()) {
      return new Share(Reach.PROHIBITED, new TreeSet<>(), new TreeSet<>());
    }
    Condition condition = FieldTerms.condition(category);
    if (!condition.recipients().include(department)
        || condition.purposes().isEmpty()
        || condition.answers().isEmpty()) {
      return new Share(Reach.NO, new TreeSet<>(), new TreeSet<>());
    }
    SortedSet<AnswerForm> forms = new TreeSet<>();
    SortedSet<PurposeId> purposes = new TreeSet<>();
    for (Reached.Way way : reached.ways(category.code())) {
      for (PurposeId purpose : condition.purposes()) {
        if (way.terms().allow(department, purpose)) {
          forms.add(way.cell().form());
          purposes.add(purpose);
        }
      }
    }
    if (forms.isEmpty()) {
      return new Share(
          Reach.UNSERVED, new TreeSet<>(condition.answers()), new TreeSet<>(condition.purposes()));
    }
    boolean granted = reached.granted(category.code(), department);
    return new Share(granted ? Reach.GRANTED : Reach.WITH_GRANT, forms, purposes);
  }
}
