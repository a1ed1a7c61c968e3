package org.mingjing.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one field of a resource: its classification first of all. */
final class FieldReader {

  private static final String OPEN = "open";

  private final Draft draft;
  private final CodingReader codings;

  FieldReader(Draft draft) {
    this.draft = draft;
    this.codings = new CodingReader(draft.values);
  }

  Field field(MapReader map, Subject subject, Pattern column, boolean resourceIsAuthoritative) {
    String name = map.matching("name", Patterns.FIELD);
    Optional<Node> classification = map.find("categories");
    boolean open =
        classification
            .filter(node -> node instanceof Node.Scalar s && s.text().equals(OPEN))
            .isPresent();
    Set<CategoryCode> categories =
        open ? Set.of() : classification.map(node -> categories(node, map)).orElse(Set.of());
    if (!open) {
      classified(map, name, classification, categories);
    }
    FieldType type = map.oneOf("type", Vocabulary.FIELD_TYPES, FieldType.STRING);
    Field field =
        new Field(
            name,
            type,
            List.copyOf(categories),
            map.find("openBasis").map(map::text),
            map.find("mask")
                .flatMap(node -> draft.values.oneOf(node, Vocabulary.MASKS))
                .orElse(Mask.WITHHELD),
            map.find("maskReason").map(map::text),
            map.find("column").flatMap(node -> draft.values.matching(node, column)),
            codings.coding(map, name, type),
            authoritative(map, resourceIsAuthoritative));
    if (open) {
      openness(map, field, subject);
      noMaskIfOpen(map, field);
    } else {
      mask(map, field);
      noOpenBasisIfClassified(map, field);
    }
    return field;
  }

  private boolean authoritative(MapReader map, boolean resourceIsAuthoritative) {
    return map.find("authoritative")
        .flatMap(draft.values::bool)
        .map(own -> own && resourceIsAuthoritative)
        .orElse(resourceIsAuthoritative);
  }

  private Set<CategoryCode> categories(Node node, MapReader map) {
    Set<CategoryCode> categories = new LinkedHashSet<>();
    for (Node item : draft.values.items(node)) {
      draft
          .values
          .matching(item, Patterns.CATEGORY)
          .map(code -> category(new CategoryCode(code), item.at()))
          .filter(code -> !categories.add(code))
          .ifPresent(code -> map.repeated(item.at(), code.value()));
    }
    return categories;
  }

  private CategoryCode category(CategoryCode code, Position at) {
    draft.refer(draft.categories, code, at, "category", "数据类");
    boolean outOfScope =
        draft
            .categories
            .sound(code)
            .filter(category -> category.basisKind() == BasisKind.SCOPE_EXCLUSION)
            .isPresent();
    if (outOfScope) {
      draft.faults.add(
          at,
          "scope-exclusion",
          code + " 是国家秘密或工作秘密，不属于政务数据（条例第3条），不得编目；请删除此字段",
          code
              + " is a State or work secret outside Decree 809 (art. 3) and is never catalogued; remove the field");
    }
    return code;
  }

  private void classified(
      MapReader map, String name, Optional<Node> classification, Set<CategoryCode> categories) {
    boolean empty =
        classification
            .filter(node -> node instanceof Node.Sequence s && s.items().isEmpty())
            .isPresent();
    if (classification.isEmpty() || (empty && categories.isEmpty())) {
      draft.faults.add(
          classification.map(Node::at).orElse(map.at()),
          "unclassified-field",
          "字段 " + name + " 没有分类；请写 categories: [数据类] 或 open",
          "field " + name + " is not classified; write categories: [code] or open");
    }
  }

  private void openness(MapReader map, Field field, Subject subject) {
    boolean key = subject.field().equals(field.name());
    if (field.type() == FieldType.PERSON_ID && !key) {
      draft.faults.add(
          map.at("categories"),
          "open-person-id",
          "字段 " + field.name() + " 是个人标识，又不是调用方给出的查询键，不得无条件共享；请写明数据类",
          "field "
              + field.name()
              + " is the number of a person and not the key that the caller brings, so it is never open; name its categories");
    } else if (subject.type() == SubjectType.PERSON && field.openBasis().isEmpty()) {
      draft.faults.add(
          map.at("categories"),
          "open-without-basis",
          "无条件共享的字段 " + field.name() + " 涉及个人（资源以个人为对象），须写明 openBasis",
          "open field "
              + field.name()
              + " is about persons, as its resource is, and needs an openBasis");
    }
  }

  /**
   * Nothing masks an open field, so that a mask written beside it would promise what never comes.
   */
  private void noMaskIfOpen(MapReader map, Field field) {
    for (String key : List.of("mask", "maskReason")) {
      if (map.has(key)) {
        draft.faults.add(
            map.atKey(key),
            "mask-without-effect",
            "无条件共享的字段 " + field.name() + " 从不脱敏，" + key + " 不起作用；请删除 " + key + "，或把 open 改为数据类",
            "open field "
                + field.name()
                + " is never masked, so "
                + key
                + " has no effect; remove it, or classify the field instead of open");
      }
    }
  }

  private void noOpenBasisIfClassified(MapReader map, Field field) {
    if (map.has("openBasis") && !field.categories().isEmpty()) {
      draft.faults.add(
          map.atKey("openBasis"),
          "open-basis-without-effect",
          "字段 " + field.name() + " 属于数据类，不是无条件共享，openBasis 不起作用；请删除，或写 categories: open",
          "field "
              + field.name()
              + " has categories and is not open, so openBasis has no effect; remove it, or write categories: open");
    }
  }

  private void mask(MapReader map, Field field) {
    boolean written = map.has("mask");
    boolean known =
        !field.categories().isEmpty()
            && field.categories().stream()
                .allMatch(code -> draft.categories.sound(code).isPresent());
    if (!written && known && !field.categories().stream().allMatch(this::prohibited)) {
      draft.faults.add(
          map.at(),
          "no-mask",
          "有条件共享的字段 " + field.name() + " 须写明 mask；请补上，不脱敏的写 none 并说明理由",
          "conditional field "
              + field.name()
              + " needs a mask; write one, or none with its reason");
    }
    boolean masked =
        map.find("mask")
                .filter(node ->
                    node instanceof Node.Scalar s && Vocabulary.MASKS.find(s.text()).isPresent())
                .isPresent()
            && field.mask() != Mask.NONE;
    if (masked && map.has("maskReason")) {
      draft.faults.add(
          map.atKey("maskReason"),
          "mask-reason-without-effect",
          "字段 " + field.name() + " 有脱敏规则，maskReason 只用于 none；请删除其一",
          "field " + field.name() + " is masked, and maskReason is for mask none; remove it");
    }
    if (field.mask() == Mask.NONE && !map.has("maskReason")) {
      draft.faults.add(
          map.at("mask"),
          "mask-none-without-reason",
          "字段 " + field.name() + " 不脱敏（none），须写明 maskReason",
          "field " + field.name() + " has mask none and needs a maskReason");
    }
  }

  private boolean prohibited(CategoryCode code) {
    return draft.categories.sound(code).filter(Category::prohibited).isPresent();
  }
}
