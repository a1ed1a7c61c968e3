package org.mingjing.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Prepares the resources of one policy for deciding. What many have alike is made once, so that a
 * large catalogue, such as one with an edition a region, stays small in memory.
 */
final class ResourceCompiler {

  private final Map<CategoryCode, Category> categories;
  private final Numbering numbering;
  private final Map<Asks, Gate> gates = new HashMap<>();
  private final Map<Fields, FieldRules> fields = new HashMap<>();

  /** {@code numbering} is that of the policy with these categories. */
  ResourceCompiler(Map<CategoryCode, Category> categories, Numbering numbering) {
    this.categories = categories;
    this.numbering = numbering;
  }

  /** What a gate is made of. */
  private record Asks(List<CategoryCode> categories, boolean withheld, Set<AnswerForm> served) {}

  /** What the rules of a resource's fields are made of. */
  private record Fields(List<Field> fields, String key, Set<AnswerForm> served) {}

  /** Rules by which every field is judged category by category, as for analysis. */
  static ResourceRules plain(Resource resource, Map<CategoryCode, Category> categories) {
    return new ResourceCompiler(categories, Numbering.NONE).rules(resource);
  }

  /**
   * The resource, ready for deciding.
   *
   * @throws IllegalArgumentException if it names a category that there is not
   */
  ResourceRules rules(Resource resource) {
    Fields same = new Fields(resource.fields(), resource.subject().field(), resource.answers());
    FieldRules compiled = fields.get(same);
    if (compiled == null) {
      compiled = FieldRules.of(resource, this);
      fields.put(same, compiled);
    }
    return new ResourceRules(resource, numbering.resources().of(resource.id()), compiled);
  }

  List<Category> categoriesOf(Field field) {
    return field.categories().stream()
        .map(code ->
            Optional.ofNullable(categories.get(code))
                .orElseThrow(
                    () -> new IllegalArgumentException("no category " + code + " is listed")))
        .toList();
  }

  Gate gate(Field field, boolean withheld, Set<AnswerForm> served) {
    return gates.computeIfAbsent(
        new Asks(field.categories(), withheld, served),
        asks -> Gate.of(categoriesOf(field), withheld, served, numbering));
  }
}
