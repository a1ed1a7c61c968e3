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
record FieldRules(Map<String, AskedField> asked, Optional<AskedField> selecting) {

  static FieldRules of(Resource resource, ResourceCompiler compiler) {
    String key = resource.subject().field();
    Map<String, AskedField> asked = new HashMap<>();
    List<Field> fields = resource.fields();
    for (int number = 0; number < fields.size(); number++) {
      Field field = fields.get(number);
      FieldRule rule = FieldRule.of(number, field, resource.answers(), compiler);
      asked.put(field.name(), AskedField.of(rule, field.name().equals(key)));
    }
    return new FieldRules(
        asked, Optional.ofNullable(asked.get(key)).map(AskedField::selectingOnly));
  }

  @Nullable AskedField of(String name) {
    return asked.get(name);
  }
}
