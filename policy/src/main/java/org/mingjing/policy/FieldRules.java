package org.mingjing.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a resource as calls ask for them while nothing stands against them.
 *
 * @param selecting the subject key of a call that does not ask for it
 */
record FieldRules(Map<String, Asked> asked, Optional<Asked> selecting) {

  static FieldRules of(Resource resource, Compiler compiler) {
    String key = resource.subject().field();
    Map<String, Asked> asked = new HashMap<>();
    List<Field> fields = resource.fields();
    for (int number = 0; number < fields.size(); number++) {
      Field field = fields.get(number);
      FieldRule rule = FieldRule.of(number, field, resource.answers(), compiler);
      asked.put(field.name(), Asked.of(rule, field.name().equals(key)));
    }
    return new FieldRules(asked, Optional.ofNullable(asked.get(key)).map(Asked::selectingOnly));
  }

  @Nullable Asked of(String name) {
    return asked.get(name);
  }
}
