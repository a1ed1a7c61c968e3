package org.mingjing.policy;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a catalogue entry has to be, beyond being well written. */
final class ResourceChecks {

  /** Types of sources that group and count themselves. */
  private static final Set<String> COUNTING = Set.of("jdbc");

  private ResourceChecks() {}

  static void check(Resource resource, MapReader map, Draft draft) {
    subjectFieldIsFit(resource, map, draft);
    sourceIsThere(resource, map, draft);
    formsAreDeclared(resource, map, draft);
    sourceCounts(resource, map, draft);
  }

  /** Counting is the source's work: whole tables are not fetched for it. */
  private static void sourceCounts(Resource resource, MapReader map, Draft draft) {
    boolean counts =
        resource.source().filter(source -> COUNTING.contains(source.type())).isPresent();
    if (!resource.aggregates().groupings().isEmpty() && resource.source().isPresent() && !counts) {
      draft.faults.add(
          map.atKey("aggregates"),
          "source-cannot-count",
          "该类型的数据来源不能汇总（可以的有 " + COUNTING + "）；请去掉，或更换来源",
          "a source of this type cannot count (these can: "
              + COUNTING
              + "); remove the aggregates, or take another source");
    }
  }

  /** A form that needs something declared about values needs it of one field at least. */
  private static void formsAreDeclared(Resource resource, MapReader map, Draft draft) {
    for (AnswerForm form : resource.answers()) {
      boolean declared =
          switch (form) {
            case STATUS -> any(resource, field -> !field.coding().states().isEmpty());
            case THRESHOLD -> any(resource, field -> !field.coding().limits().isEmpty());
            case AGGREGATE -> !resource.aggregates().groupings().isEmpty();
            case VERIFY, MASKED, FULL -> true;
          };
      if (!declared && map.has("fields")) {
        draft.faults.add(
            map.at("answers"),
            "form-not-declared",
            "没有声明答复方式 "
                + form.wireName()
                + " 所需的内容（status 需 states，threshold 需 limits，aggregate 需 aggregates）；请补上，或去掉该方式",
            "nothing declares what form "
                + form.wireName()
                + " needs (status: states; threshold: limits; aggregate: aggregates); add it, or remove the form");
      }
    }
  }

  private static boolean any(Resource resource, Predicate<Field> such) {
    return resource.fields().stream().anyMatch(such);
  }

  /** The key selects in every call, so that a call can never be better than its key. */
  private static void subjectFieldIsFit(Resource resource, MapReader map, Draft draft) {
    Subject subject = resource.subject();
    if (subject.field().equals(Patterns.STAND_IN) || !map.has("fields")) {
      return;
    }
    Optional<Field> key = resource.field(subject.field());
    if (key.isEmpty()) {
      draft.faults.add(
          map.at("subject"),
          "unknown-field",
          "查询键 " + subject.field() + " 不在 fields 之内；请补上并分类",
          "subject field " + subject.field() + " is not among the fields; add and classify it");
    } else if (key.get().type() != subject.type().keyType()) {
      draft.faults.add(
          map.at("subject"),
          "subject-field-type",
          "查询键 "
              + subject.field()
              + " 的类型应为 "
              + subject.type().keyType().wireName()
              + "；请更换字段或改正类型",
          "subject field "
              + subject.field()
              + " needs type "
              + subject.type().keyType().wireName()
              + "; choose another field or correct its type");
    } else if (resource.source().isPresent() && prohibited(key.get(), draft)) {
      draft.faults.add(
          map.at("subject"),
          "prohibited-subject-field",
          "查询键 " + subject.field() + " 属于不予共享的数据类，任何查询都会被拒绝；请更换查询键，或改正其分类",
          "subject field "
              + subject.field()
              + " is in a prohibited category, so that every call would be refused; "
              + "choose another subject field or correct its category");
    }
  }

  /** Only a resource that can never answer may do without a source. */
  private static void sourceIsThere(Resource resource, MapReader map, Draft draft) {
    boolean answerable = resource.fields().stream().anyMatch(field -> !prohibited(field, draft));
    if (answerable && resource.source().isEmpty() && map.has("fields")) {
      draft.faults.add(
          map.at("id"),
          "no-source",
          "资源 " + resource.id() + " 有可共享的字段，须写明 source",
          "resource " + resource.id() + " has fields that may be shared and needs a source");
    }
  }

  private static boolean prohibited(Field field, Draft draft) {
    return field.categories().stream()
        .anyMatch(code -> draft.categories.sound(code).filter(Category::prohibited).isPresent());
  }
}
