package org.mingjing.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a case expects: only what a decision can come to. */
final class ExpectationReader {

  private static final String PERMIT = "permit";
  private static final Vocabulary<String> OUTCOMES = Vocabulary.of(List.of("deny", PERMIT));

  /** A rule and the categories that it is of; of a grant or resource their id. */
  private static final Pattern RULE =
      Pattern.compile(
          "open|grant|condition\\.withhold"
              + "|(?:grant\\.(?:answers|validity)|resource\\.answers):[A-Za-z0-9.-]+"
              + "|(?:prohibited|condition\\.(?:answers|recipients|purposes|batch|authorisation|when))"
              + ":(?<category>[A-Z]{2,12}-[0-9]{2,3})"
              + "|condition(?:\\.withhold)?"
              + ":(?<categories>[A-Z]{2,12}-[0-9]{2,3}(?:\\+[A-Z]{2,12}-[0-9]{2,3})*)");

  private final Draft draft;

  ExpectationReader(Draft draft) {
    this.draft = draft;
  }

  Expectation expectation(MapReader map) {
    boolean permit = map.oneOf("outcome", OUTCOMES, PERMIT).equals(PERMIT);
    Optional<RefusalCode> code = Optional.empty();
    Optional<Set<String>> withheld = Optional.empty();
    Optional<Set<String>> obligations = Optional.empty();
    if (permit) {
      withheld = set(map, "withheld", this::field);
      obligations = set(map, "obligations", this::obligation);
    } else {
      code = Optional.of(map.oneOf("code", Vocabulary.DECIDED, RefusalCode.NO_GRANT));
    }
    Optional<Set<String>> rules = set(map, "rules", this::rule);
    map.finish();
    return new Expectation(permit, code, rules, withheld, obligations);
  }

  private Optional<Set<String>> set(MapReader map, String key, Consumer<Node> check) {
    if (!map.has(key)) {
      return Optional.empty();
    }
    Set<String> set = new LinkedHashSet<>();
    for (Node item : map.list(key)) {
      check.accept(item);
      if (item instanceof Node.Scalar scalar && !set.add(scalar.text())) {
        map.repeated(item.at(), scalar.text());
      }
    }
    return Optional.of(set);
  }

  private void field(Node item) {
    draft.values.matching(item, Patterns.FIELD);
  }

  private void obligation(Node item) {
    draft
        .values
        .string(item)
        .filter(words -> !ObligationWords.known(words))
        .ifPresent(words -> {
          String forms = String.join(", ", ObligationWords.FORMS);
          draft.faults.add(
              item.at(),
              "unknown-obligation",
              "“" + words + "” 不是义务；请按其中一种写：" + forms,
              "'" + words + "' is no obligation; write one of " + forms);
        });
  }

  private void rule(Node item) {
    Optional<String> rule = draft.values.string(item);
    if (rule.isEmpty()) {
      return;
    }
    Matcher matcher = RULE.matcher(rule.get());
    if (!matcher.matches()) {
      draft.faults.add(
          item.at(),
          "unknown-rule",
          "“" + rule.get() + "” 不是决定所依据的规则；请写如 condition.purposes:MPS-01",
          "'"
              + rule.get()
              + "' is no rule of a decision; write one such as condition.purposes:MPS-01");
      return;
    }
    Optional.ofNullable(matcher.group("category"))
        .or(() -> Optional.ofNullable(matcher.group("categories")))
        .map(codes -> List.of(codes.split("\\+", -1)))
        .orElse(List.of())
        .forEach(code ->
            draft.refer(draft.categories, new CategoryCode(code), item.at(), "category", "数据类"));
  }
}
