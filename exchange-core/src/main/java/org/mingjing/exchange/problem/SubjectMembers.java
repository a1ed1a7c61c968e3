package org.mingjing.exchange.problem;

import java.util.List;
import java.util.Optional;
import org.mingjing.policy.OrganisationId;
import org.mingjing.policy.PersonId;
import org.mingjing.policy.SubjectType;
import org.mingjing.policy.Text;

/** Whom a request is about: its members {@code subject.type} and {@code subject.id}. */
public record SubjectMembers(Optional<SubjectType> type, Optional<String> id) {
  private static final String TYPE = "subject.type";
  private static final String ID = "subject.id";

  /** The paths that it reads, for {@link JsonMembers#refuseUnknown}. */
  public static final List<String> PATHS = List.of("subject", TYPE, ID);

  /** Reads both; what is at fault is noted and empty. */
  public static SubjectMembers read(JsonMembers members) {
    Optional<SubjectType> type =
        members.word(
            TYPE,
            16,
            SubjectType::of,
            new Text("应为 person 或 organisation", "must be person or organisation"));
    Optional<String> id = members.text(ID, 18, true);
    if (id.isPresent() && !valid(id.get(), type)) {
      members.fault(
          ID,
          new Text(
              "号码格式或校验位不正确（自然人 GB 11643，组织 GB 32100）",
              "has a wrong form or check digit (GB 11643 for a person, GB 32100 for an organisation)"));
    }
    return new SubjectMembers(type, id);
  }

  /** Of a body that is about nobody; a subject in it is at fault. */
  public static SubjectMembers none(JsonMembers members) {
    if (members.has("subject")) {
      members.fault(
          "subject",
          new Text("aggregate 不针对单一对象", "does not go with aggregate, which is about nobody"));
    }
    return new SubjectMembers(Optional.empty(), Optional.empty());
  }

  /** An id of which the kind is not known is at fault if it is one of no kind. */
  private static boolean valid(String id, Optional<SubjectType> type) {
    boolean person = type.filter(t -> t == SubjectType.ORGANISATION).isEmpty();
    boolean organisation = type.filter(t -> t == SubjectType.PERSON).isEmpty();
    return (person && PersonId.valid(id)) || (organisation && OrganisationId.valid(id));
  }

  /**
   * What stands in an entry for ever must hold nobody's number: neither by mistake nor on purpose.
   *
   * @param kept paths of the members that are written into an entry as they are
   */
  public void keepOutOf(JsonMembers members, List<String> kept) {
    for (String path : kept) {
      if (members.peek(path).filter(text -> SentText.holdsId(text, id)).isPresent()) {
        members.fault(
            path,
            new Text("不得包含个人号码或查询对象的号码", "may not hold a person's number or the subject's id"));
      }
    }
  }

  /** Never printed. */
  @Override
  public String toString() {
    return "SubjectMembers[" + type + "]";
  }
}
