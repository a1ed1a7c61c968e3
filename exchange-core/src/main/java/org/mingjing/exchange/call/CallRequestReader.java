package org.mingjing.exchange.call;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.mingjing.exchange.catalogue.About;
import org.mingjing.exchange.catalogue.CallRequest;
import org.mingjing.exchange.problem.JsonMembers;
import org.mingjing.exchange.problem.SubjectMembers;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Asserted;
import org.mingjing.policy.Authorisation;
import org.mingjing.policy.AuthorisationKind;
import org.mingjing.policy.GrantId;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.ResourceId;
import org.mingjing.policy.Text;

/**
 * Reads what a call asks for: the body of {@code POST /api/v1/calls}, or the same members as a PEP
 * gives them; all faults are named at once.
 */
public final class CallRequestReader {
  private static final Text MISSING = new Text("缺少该成员", "is missing");
  private static final Set<String> MEMBERS =
      Set.of(
          "resource",
          "purpose",
          "caseRef",
          "officer",
          "subject",
          "subject.type",
          "subject.id",
          "fields",
          "claims",
          "claims.*",
          "groupBy",
          "answer",
          "partial",
          "grant",
          "authorisation",
          "authorisation.kind",
          "authorisation.reference",
          "authorisation.digest",
          "authorisation.until",
          "asserted",
          "asserted.response",
          "asserted.incident");

  /** Members that are written into the entry as they are. */
  private static final List<String> KEPT =
      List.of(
          "resource",
          "purpose",
          "grant",
          "groupBy",
          "caseRef",
          "officer",
          "authorisation.reference",
          "authorisation.digest",
          "asserted.response",
          "asserted.incident");

  private static final int MAX_FIELDS = 64;

  /**
   * Names nothing yet, but is fit to stand in an entry: no id number, and nothing to be escaped.
   */
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  private CallRequestReader() {}

  /**
   * Reads one call.
   *
   * @throws org.mingjing.exchange.problem.Malformed naming every member at fault
   */
  static CallRequest read(byte[] body) {
    JsonMembers members = JsonMembers.read(body);
    members.refuseUnknown(MEMBERS);
    Optional<AnswerForm> answer = answer(members);
    Map<String, String> claims = claims(members, answer);
    Asked asked =
        new Asked(answer, fields(members, answer, claims), claims, groupBy(members, answer));
    return read(members, asked, body);
  }

  /** What is asked, of whomever. */
  private record Asked(
      Optional<AnswerForm> answer,
      List<String> fields,
      Map<String, String> claims,
      Optional<String> groupBy) {
    boolean ofGroups() {
      return answer.filter(form -> form == AnswerForm.AGGREGATE).isPresent();
    }
  }

  /**
   * Reads what is asked on behalf of somebody else: a call of which only the decision is wanted, so
   * that {@code verify} names fields and claims no values.
   *
   * @param members the members of a call, wherever they were found
   * @param body what they came in, for the keyed digest
   * @throws org.mingjing.exchange.problem.Malformed naming every member at fault
   */
  public static CallRequest question(JsonMembers members, byte[] body) {
    Optional<AnswerForm> answer = answer(members);
    return read(members, new Asked(answer, named(members), Map.of(), Optional.empty()), body);
  }

  /** Whether decisions are given about answers of this form, of a word that somebody sent. */
  public static boolean decides(String word) {
    return AnswerForm.of(word).filter(form -> form != AnswerForm.AGGREGATE).isPresent();
  }

  private static CallRequest read(JsonMembers members, Asked asked, byte[] body) {
    Optional<ResourceId> resource = id(members, "resource", ResourceId::new, true);
    Optional<PurposeId> purpose = id(members, "purpose", PurposeId::new, true);
    Optional<GrantId> grant = id(members, "grant", GrantId::new, false);
    SubjectMembers subject =
        asked.ofGroups() ? SubjectMembers.none(members) : SubjectMembers.read(members);
    Optional<String> caseRef = members.text("caseRef", 128, false);
    Optional<String> officer = members.text("officer", 64, false);
    boolean partial = members.flag("partial");
    if (partial && asked.ofGroups()) {
      members.fault("partial", new Text("不用于 aggregate", "does not go with aggregate"));
    }
    Optional<Authorisation> authorisation = authorisation(members);
    Asserted asserted = asserted(members);
    subject.keepOutOf(members, KEPT);
    members.throwIfAny();
    return new CallRequest(
        resource.orElseThrow(),
        purpose.orElseThrow(),
        caseRef,
        officer,
        subject.type().flatMap(type -> subject.id().map(id -> new About(type, id))),
        asked.fields(),
        asked.claims(),
        asked.groupBy(),
        asked.answer().orElseThrow(),
        partial,
        grant,
        authorisation,
        asserted,
        body);
  }

  private static <T> Optional<T> id(
      JsonMembers members, String name, Function<String, T> make, boolean required) {
    Optional<String> text = members.text(name, 128, required);
    if (text.isPresent() && !IDENTIFIER.matcher(text.get()).matches()) {
      members.fault(name, new Text("不是合法的标识", "is not a well-formed identifier"));
      return Optional.empty();
    }
    return text.map(make);
  }

  private static Optional<AnswerForm> answer(JsonMembers members) {
    Optional<AnswerForm> form =
        members.word(
            "answer",
            16,
            AnswerForm::of,
            new Text(
                "应为 verify、status、threshold、aggregate、masked、full 之一",
                "must be one of verify, status, threshold, aggregate, masked, full"));
    return form;
  }

  private static Optional<String> groupBy(JsonMembers members, Optional<AnswerForm> answer) {
    boolean groups = answer.filter(form -> form == AnswerForm.AGGREGATE).isPresent();
    if (answer.isPresent() && !groups && members.has("groupBy")) {
      members.fault("groupBy", new Text("仅用于 aggregate", "belongs to aggregate alone"));
    }
    return id(members, "groupBy", id -> id, groups);
  }

  private static Map<String, String> claims(JsonMembers members, Optional<AnswerForm> answer) {
    Map<String, String> claims = members.texts("claims", 1000);
    if (claims.size() > MAX_FIELDS) {
      members.fault(
          "claims",
          new Text("至多 " + MAX_FIELDS + " 项", "must name at most " + MAX_FIELDS + " fields"));
    }
    boolean claiming = claims(answer);
    if (claiming && claims.isEmpty() && !members.has("claims")) {
      members.fault("claims", MISSING);
    } else if (claiming && claims.isEmpty() && members.has("claims")) {
      members.fault("claims", new Text("至少应有一项", "must name at least one field"));
    }
    if (answer.isPresent() && !claiming && members.has("claims")) {
      members.fault(
          "claims", new Text("仅用于 verify 和 threshold", "belongs to verify and threshold alone"));
    }
    return claims;
  }

  /** Whether a form names its fields by what is claimed of them: a value, or a limit. */
  private static boolean claims(Optional<AnswerForm> answer) {
    return answer
        .filter(form -> form == AnswerForm.VERIFY || form == AnswerForm.THRESHOLD)
        .isPresent();
  }

  private static List<String> fields(
      JsonMembers members, Optional<AnswerForm> answer, Map<String, String> claims) {
    if (claims(answer)) {
      if (members.has("fields")) {
        members.fault(
            "fields",
            new Text(
                "verify 和 threshold 的字段由 claims 给出",
                "is given by the names in claims when verifying or asking about a limit"));
      }
      return List.copyOf(claims.keySet());
    }
    return named(members);
  }

  private static List<String> named(JsonMembers members) {
    List<String> fields = members.names("fields", MAX_FIELDS);
    if (!members.has("fields")) {
      members.fault("fields", MISSING);
    } else if (fields.isEmpty()) {
      members.fault("fields", new Text("至少应有一项", "must name at least one field"));
    } else if (new HashSet<>(fields).size() != fields.size()) {
      members.fault("fields", new Text("有重复的字段", "names a field twice"));
    }
    return fields;
  }

  private static Optional<Authorisation> authorisation(JsonMembers members) {
    if (!members.has("authorisation")) {
      return Optional.empty();
    }
    Optional<AuthorisationKind> kind =
        members.word(
            "authorisation.kind",
            32,
            AuthorisationKind::of,
            new Text(
                "应为 statutory-duty、separate、written、guardian 之一",
                "must be one of statutory-duty, separate, written, guardian"));
    Optional<String> reference = members.text("authorisation.reference", 128, true);
    Optional<String> digest = members.text("authorisation.digest", 128, true);
    Optional<LocalDate> until =
        members.text("authorisation.until", 10, true).flatMap(t -> date(members, t));
    return kind.flatMap(k ->
        reference.flatMap(r -> digest.flatMap(d -> until.map(u -> new Authorisation(k, r, d, u)))));
  }

  /** Numbers of a declared response or incident; whether there is one, nobody checks. */
  private static Asserted asserted(JsonMembers members) {
    Map<String, String> numbers = members.texts("asserted", Asserted.MAX_LENGTH);
    return new Asserted(
        Optional.ofNullable(numbers.get("response")), Optional.ofNullable(numbers.get("incident")));
  }

  private static Optional<LocalDate> date(JsonMembers members, String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      members.fault(
          "authorisation.until", new Text("应为 2026-12-31 形式的日期", "must be a date like 2026-12-31"));
      return Optional.empty();
    }
  }
}
