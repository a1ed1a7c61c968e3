package org.mingjing.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A resource prepared for deciding. */
final class ResourceRules {

  private final Resource resource;
  private final Map<String, FieldRule> fields;
  private final Obligation limit;

  ResourceRules(Resource resource, Map<CategoryCode, Category> categories) {
    this.resource = resource;
    this.fields = new HashMap<>();
    this.limit = new Obligation.LimitRecords(resource.maxRecords());
    for (Field field : resource.fields()) {
      fields.put(field.name(), FieldRule.of(field, categoriesOf(field, categories)));
    }
  }

  private static List<Category> categoriesOf(Field field, Map<CategoryCode, Category> categories) {
    return field.categories().stream()
        .map(code ->
            Optional.ofNullable(categories.get(code))
                .orElseThrow(
                    () -> new IllegalArgumentException("no category " + code + " is listed")))
        .toList();
  }

  Resource resource() {
    return resource;
  }

  Optional<FieldRule> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** The bound on records, which binds every answer. */
  Obligation limit() {
    return limit;
  }

  String keyField() {
    return resource.subject().field();
  }
}
