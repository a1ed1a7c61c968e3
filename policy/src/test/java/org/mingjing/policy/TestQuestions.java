package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Builds questions for tests: an ordinary call unless told otherwise. */
final class TestQuestions {

  static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  private final Policy policy;
  private SystemId system = new SystemId("mca-assistance");
  private DepartmentId requester = new DepartmentId("MCA");
  private ResourceId resource = new ResourceId("mps.resident-register");
  private PurposeId purpose = new PurposeId("social-assistance");
  private AnswerForm answer = AnswerForm.MASKED;
  private List<String> fields = List.of("name");
  private boolean partial;
  private Optional<GrantId> grant = Optional.empty();
  private Optional<Authorisation> authorisation = Optional.empty();
  private int subjects = 1;
  private boolean job;
  private String zone = "government-extranet";
  private Asserted asserted = Asserted.NOTHING;
  private Instant at = JUNE;

  private TestQuestions(Policy policy) {
    this.policy = policy;
  }

  static TestQuestions shipped(Policy policy) {
    return new TestQuestions(policy);
  }

  /** Changes one thing, in the words of {@code vectors/decisions.txt}. */
  TestQuestions with(String key, String value) {
    switch (key) {
      case "ask" -> ask(value.split(" ", -1));
      case "fields" -> fields = List.of(value.split(",", -1));
      case "answer" -> answer = AnswerForm.of(value).orElseThrow();
      case "purpose" -> purpose = new PurposeId(value);
      case "resource" -> resource = new ResourceId(value);
      case "system" -> system(value);
      case "partial" -> partial = Boolean.parseBoolean(value);
      case "grant" -> grant = Optional.of(new GrantId(value));
      case "authorisation" -> authorisation = Optional.of(authorisation(value.split(" ", -1)));
      case "subjects" -> subjects = Integer.parseInt(value);
      case "job" -> job = Boolean.parseBoolean(value);
      case "zone" -> zone = value;
      case "response" -> asserted = new Asserted(Optional.of(value), asserted.incident());
      case "incident" -> asserted = new Asserted(asserted.response(), Optional.of(value));
      case "at" -> at = Instant.parse(value);
      default -> throw new IllegalArgumentException(key);
    }
    return this;
  }

  private void ask(String[] words) {
    system(words[0]);
    with("resource", words[1]);
    with("purpose", words[2]);
    with("answer", words[3]);
    with("fields", words[4]);
  }

  /** The id of a system, or of a system and the department that it claims to be of. */
  private void system(String value) {
    String[] parts = value.split(":", -1);
    system = new SystemId(parts[0]);
    requester =
        parts.length > 1
            ? new DepartmentId(parts[1])
            : policy.system(system).orElseThrow().department();
  }

  static Authorisation authorisation(String... words) {
    return new Authorisation(
        AuthorisationKind.of(words[0]).orElseThrow(),
        "REF-1",
        "sha256:00",
        LocalDate.parse(words[1]));
  }

  Instant at() {
    return at;
  }

  Question build() {
    return new Question(
        system,
        requester,
        2,
        zone,
        resource,
        fields,
        purpose,
        answer,
        partial,
        grant,
        authorisation,
        true,
        true,
        subjects,
        job,
        asserted);
  }
}
