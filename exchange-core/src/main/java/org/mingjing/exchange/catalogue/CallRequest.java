package org.mingjing.exchange.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Asserted;
import org.mingjing.policy.Authorisation;
import org.mingjing.policy.GrantId;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.ResourceId;

/**
 * A call as it was asked for: well formed, but nothing in it believed yet.
 *
 * @param officer for whom the system calls; asserted by the department
 * @param about whom it is about; nobody, if groups are counted
 * @param claims for {@code verify}: the value claimed of each field; for {@code threshold}: the id
 *     of the limit
 * @param groupBy for {@code aggregate}: the id of the grouping
 * @param asserted numbers that the department merely asserts
 * @param body the request as it came, for the keyed digest alone
 */
@SuppressWarnings("ArrayRecordComponent") // digested once, never compared
public record CallRequest(
    ResourceId resource,
    PurposeId purpose,
    Optional<String> caseRef,
    Optional<String> officer,
    Optional<About> about,
    List<String> fields,
    Map<String, String> claims,
    Optional<String> groupBy,
    AnswerForm answer,
    boolean partial,
    Optional<GrantId> grant,
    Optional<Authorisation> authorisation,
    Asserted asserted,
    byte[] body) {

  /** Without ids and values, which belong into no log. */
  @Override
  public String toString() {
    return "CallRequest[" + resource + ", " + purpose + ", " + answer + "]";
  }
}
