package org.mingjing.policy;

import java.util.List;
import java.util.Optional;

/**
 * A field of a resource.
 *
 * @param categories the categories it belongs to; none means open
 * @param openBasis why it is open; present for every open field of a person-keyed resource and
 *     every open person id, absent wherever there are categories
 * @param mask applied whenever a conditional field leaves in masked form; never written beside open
 * @param maskReason why the mask is {@code none}
 * @param column its name at the source, where that differs; no other field of the resource has it
 * @param coding what is declared about its values
 * @param authoritative whether this resource is the one source of this fact (Decree 809 art. 19)
 */
public record Field(
    String name,
    FieldType type,
    List<CategoryCode> categories,
    Optional<Text> openBasis,
    Mask mask,
    Optional<Text> maskReason,
    Optional<String> column,
    Coding coding,
    boolean authoritative) {

  public Field {
    categories = List.copyOf(categories);
  }

  public boolean open() {
    return categories.isEmpty();
  }

  /** The field's name at the source. */
  public String sourceColumn() {
    return column.orElse(name);
  }
}
