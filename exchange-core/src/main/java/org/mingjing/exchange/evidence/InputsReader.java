package org.mingjing.exchange.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Asserted;
import org.mingjing.policy.Authorisation;
import org.mingjing.policy.AuthorisationKind;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.GrantId;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Question;
import org.mingjing.policy.ResourceId;
import org.mingjing.policy.SystemId;
import tools.jackson.core.JsonParser;

/** The counterpart of {@link DecisionJson#inputs}: every member there must be read here. */
final class InputsReader {
  private static final String INPUTS = "inputs";
  private static final String AUTHORISATION = "authorisation";

  private @Nullable AnswerForm answer;
  private Asserted asserted = Asserted.NOTHING;
  private @Nullable Integer assurance;
  private @Nullable Instant at;
  private Optional<Authorisation> authorisation = Optional.empty();
  private @Nullable Boolean caseStated;
  private List<String> fields = List.of();
  private Optional<GrantId> grant = Optional.empty();
  private @Nullable Boolean job;
  private @Nullable Boolean officerStated;
  private @Nullable Boolean partial;
  private @Nullable PurposeId purpose;
  private @Nullable DepartmentId requester;
  private @Nullable ResourceId resource;
  private @Nullable Integer subjects;
  private @Nullable SystemId system;
  private @Nullable String zone;

  private InputsReader() {}

  /**
   * Reads the object on which the parser stands.
   *
   * @throws Unreadable if it is not what {@link DecisionJson#inputs} writes
   */
  static Inputs read(JsonParser in) {
    InputsReader reader = new InputsReader();
    try {
      Members.each(in, INPUTS, name -> reader.member(name, in));
      return reader.inputs();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Unreadable(INPUTS, e);
    }
  }

  private void member(String name, JsonParser in) {
    switch (name) {
      case "answer" -> answer = word(name, in, AnswerForm::of);
      case "asserted" -> asserted = asserted(in);
      case "assurance" -> assurance = Members.number(in, name);
      case "at" -> at = CallEntries.instant(Members.text(in, name));
      case AUTHORISATION -> authorisation = Optional.of(authorisation(in));
      case "caseStated" -> caseStated = Members.bool(in, name);
      case "fields" -> fields = Members.texts(in, name);
      case "grant" -> grant = Optional.of(new GrantId(Members.text(in, name)));
      case "job" -> job = Members.bool(in, name);
      case "officerStated" -> officerStated = Members.bool(in, name);
      case "partial" -> partial = Members.bool(in, name);
      case "purpose" -> purpose = new PurposeId(Members.text(in, name));
      case "requester" -> requester = new DepartmentId(Members.text(in, name));
      case "resource" -> resource = new ResourceId(Members.text(in, name));
      case "subjects" -> subjects = Members.number(in, name);
      case "system" -> system = new SystemId(Members.text(in, name));
      case "zone" -> zone = Members.text(in, name);
      default -> throw new Unreadable(INPUTS);
    }
  }

  private static <T> T word(String name, JsonParser in, Function<String, Optional<T>> vocabulary) {
    return vocabulary.apply(Members.text(in, name)).orElseThrow(() -> new Unreadable(name));
  }

  private static Asserted asserted(JsonParser in) {
    Map<String, String> given = texts(in, "asserted", List.of("incident", "response"));
    return new Asserted(
        Optional.ofNullable(given.get("response")), Optional.ofNullable(given.get("incident")));
  }

  private static Authorisation authorisation(JsonParser in) {
    Map<String, String> given =
        texts(in, AUTHORISATION, List.of("digest", "kind", "reference", "until"));
    return new Authorisation(
        AuthorisationKind.of(there(given.get("kind"))).orElseThrow(() -> new Unreadable("kind")),
        there(given.get("reference")),
        there(given.get("digest")),
        LocalDate.parse(there(given.get("until"))));
  }

  private static Map<String, String> texts(JsonParser in, String object, List<String> known) {
    Map<String, String> texts = new HashMap<>();
    Members.each(
        in,
        object,
        name -> {
          Members.demand(known.contains(name), object);
          texts.put(name, Members.text(in, name));
        });
    return texts;
  }

  private Inputs inputs() {
    return new Inputs(
        new Question(
            there(system),
            there(requester),
            there(assurance),
            there(zone),
            there(resource),
            fields,
            there(purpose),
            there(answer),
            there(partial),
            grant,
            authorisation,
            there(officerStated),
            there(caseStated),
            there(subjects),
            there(job),
            asserted),
        there(at));
  }

  private static <T> T there(@Nullable T value) {
    if (value == null) {
      throw new Unreadable(INPUTS);
    }
    return value;
  }
}
