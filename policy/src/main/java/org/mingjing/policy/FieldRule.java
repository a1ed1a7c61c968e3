package org.mingjing.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A field with its categories looked up once, so that deciding looks nothing up, and with what a
 * permit says of it made once.
 *
 * @param number its place in the resource, from 0 on
 * @param permitted the verdict where it leaves; a conditional field's lacks the grant
 * @param masking the obligation where it leaves masked; an open field has none
 */
record FieldRule(
    int number,
    Field field,
    List<Category> categories,
    Optional<Category> prohibition,
    boolean open,
    boolean withheld,
    Gate gate,
    FieldVerdict permitted,
    Optional<Obligation> masking) {

  static FieldRule of(int number, Field field, Set<AnswerForm> served, ResourceCompiler compiler) {
    List<Category> categories = compiler.categoriesOf(field);
    boolean withheld =
        categories.stream()
            .flatMap(category -> category.condition().stream())
            .anyMatch(condition -> condition.withhold().contains(field.name()));
    return new FieldRule(
        number,
        field,
        categories,
        categories.stream().filter(Category::prohibited).findFirst(),
        field.open(),
        withheld,
        compiler.gate(field, withheld, served),
        permitted(field, categories),
        field.open()
            ? Optional.empty()
            : Optional.of(new Obligation.MaskField(field.name(), field.mask())));
  }

  private static FieldVerdict permitted(Field field, List<Category> categories) {
    return new FieldVerdict(
        field.name(),
        true,
        field.categories(),
        field.open() ? "open" : "condition:" + codes(field, "+"),
        Optional.empty(),
        Optional.empty(),
        field.open() ? openReason(field) : conditionalReason(field),
        categories.stream()
            .flatMap(category -> category.legalBasis().stream())
            .map(Citation::cited)
            .distinct()
            .toList());
  }

  /** The verdict where it leaves, by the grant relied on. */
  FieldVerdict permittedBy(Optional<GrantId> grant) {
    return new FieldVerdict(
        permitted.field(),
        true,
        permitted.categories(),
        permitted.rule(),
        grant,
        Optional.empty(),
        permitted.reason(),
        permitted.legalBasis());
  }

  List<String> legalBasis() {
    return permitted.legalBasis();
  }

  String name() {
    return field.name();
  }

  private static Text openReason(Field field) {
    Text basis = field.openBasis().orElse(new Text("不在负面清单之内", "not on the negative list"));
    return new Text("无条件共享：" + basis.zh(), "open: " + basis.en());
  }

  private static Text conditionalReason(Field field) {
    return new Text(
        "符合 " + codes(field, "、") + " 的共享条件，且有提供部门的授权",
        "meets the conditions of " + codes(field, ", ") + " and is covered by a grant");
  }

  private static String codes(Field field, String separator) {
    return field.categories().stream()
        .map(CategoryCode::value)
        .collect(Collectors.joining(separator));
  }
}
