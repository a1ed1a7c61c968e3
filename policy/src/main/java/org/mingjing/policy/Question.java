package org.mingjing.policy;

import java.util.List;
import java.util.Optional;

/**
 * Everything that deciding may look at, besides policy, grants and instant. It holds no subject id
 * and no claimed value, so that it can be kept and decided again.
 *
 * @param assurance how strongly the system was identified
 * @param zone the network zone that the call came from
 * @param officerStated whether the department named an officer
 * @param caseStated whether the department named a case
 * @param subjects how many subjects the call is about
 * @param job whether it is a bulk job
 * @param asserted what the department merely asserts
 */
public record Question(
    SystemId system,
    DepartmentId requester,
    int assurance,
    String zone,
    ResourceId resource,
    List<String> fields,
    PurposeId purpose,
    AnswerForm answer,
    boolean partial,
    Optional<GrantId> grant,
    Optional<Authorisation> authorisation,
    boolean officerStated,
    boolean caseStated,
    int subjects,
    boolean job,
    Asserted asserted) {

  /** No call asks for more fields than this, whatever its resource has. */
  public static final int MAX_FIELDS = 256;

  public Question {
    fields = List.copyOf(fields);
    if (fields.isEmpty() || fields.size() > MAX_FIELDS) {
      throw new IllegalArgumentException("a question asks for 1 to " + MAX_FIELDS + " fields");
    }
    if (subjects < 0) {
      throw new IllegalArgumentException("the number of subjects is not negative");
    }
  }

  /** The same question as this system asks it, with what the policy knows of the system. */
  public Question by(SystemClient client) {
    return by(client, client.assurance());
  }

  /** The same for somebody who vouches for no system better than so. */
  public Question by(SystemClient client, int mostAssurance) {
    return new Question(
        client.id(),
        client.department(),
        Math.min(client.assurance(), mostAssurance),
        client.zone(),
        resource,
        fields,
        purpose,
        answer,
        partial,
        grant,
        authorisation,
        officerStated,
        caseStated,
        subjects,
        job,
        asserted);
  }

  /** A job, or more than one subject; counting answers excepted (DESIGN 6.9). */
  boolean batch() {
    return answer != AnswerForm.AGGREGATE && (job || subjects > 1);
  }
}
