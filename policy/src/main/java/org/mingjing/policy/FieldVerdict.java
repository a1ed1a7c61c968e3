package org.mingjing.policy;

import java.util.List;
import java.util.Optional;

/**
 * What was decided about one field.
 *
 * @param permitted whether its value may leave
 * @param rule the rule that decided, such as {@code condition.purposes:MPS-01}
 * @param grant the grant that covers it
 * @param code why not; absent where a condition withholds the field from a call that is permitted
 * @param legalBasis what the categories concerned cite
 */
public record FieldVerdict(
    String field,
    boolean permitted,
    List<CategoryCode> categories,
    String rule,
    Optional<GrantId> grant,
    Optional<RefusalCode> code,
    Text reason,
    List<String> legalBasis) {

  /** Whether it may leave because it is in no category. */
  public boolean isOpen() {
    return permitted && categories.isEmpty();
  }
}
