package org.mingjing.policy;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What expressions compare attributes with has to be registered: {@code caller.department != 'MSP'}
 * would hold for everybody.
 */
final class ExpressionWords {

  private final Draft draft;

  ExpressionWords(Draft draft) {
    this.draft = draft;
  }

  void check() {
    for (Category category : draft.categories.values().values()) {
      category
          .condition()
          .flatMap(Condition::when)
          .ifPresent(when -> when.compared().forEach(compared -> check(category.code(), compared)));
    }
  }

  private void check(CategoryCode code, Compared compared) {
    Position at = draft.expressions.getOrDefault(code, draft.categories.position(code));
    switch (compared.attribute()) {
      case DEPARTMENT -> ids(draft.departments, DepartmentId::value, compared, at);
      case PURPOSE -> ids(draft.purposes, PurposeId::value, compared, at);
      case SYSTEM -> ids(draft.systems, SystemId::value, compared, at);
      case RESOURCE -> ids(draft.resources, ResourceId::value, compared, at);
      case ZONE -> {
        if (!draft.systems.incomplete()) {
          registered(zones(), compared, at);
        }
      }
      default -> {}
    }
  }

  private Set<String> zones() {
    return draft.systems.values().values().stream()
        .map(SystemClient::zone)
        .collect(Collectors.toSet());
  }

  private <K> void ids(
      Index<K, ?> index, Function<K, String> spelling, Compared compared, Position at) {
    if (!index.incomplete()) {
      Set<String> words =
          index.values().keySet().stream().map(spelling).collect(Collectors.toSet());
      registered(words, compared, at);
    }
  }

  /** Where an identifier could not be read, it may be the one that is meant. */
  private void registered(Set<String> words, Compared compared, Position at) {
    String word = compared.word();
    if (words.contains(word) || words.contains(Patterns.STAND_IN)) {
      return;
    }
    String kind = kind(compared.attribute());
    draft.faults.admission(
        at,
        "unknown-" + kind,
        compared.attribute().wireName()
            + " 没有值“"
            + word
            + "”（第 "
            + compared.character()
            + " 个字符）：没有登记；请改正或先登记",
        kind
            + " '"
            + word
            + "' (character "
            + compared.character()
            + ") is not listed, so that "
            + compared.attribute().wireName()
            + " is never that; correct it or list it first");
  }

  /** The last part of the attribute's name is what it is called elsewhere. */
  private static String kind(Attribute attribute) {
    return attribute.wireName().substring(attribute.wireName().indexOf('.') + 1);
  }
}
