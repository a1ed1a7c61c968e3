package org.mingjing.policy;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What generated expressions are made of: every attribute, every operator. */
final class GeneratedAtoms {

  static final List<GeneratedWhen> ALL =
      List.of(
          atom("call.purpose == 'aid'", at -> at.question().purpose().value().equals("aid")),
          atom(
              "call.purpose in ['aid', 'tax']",
              at -> Set.of("aid", "tax").contains(at.question().purpose().value())),
          atom("call.answer != 'full'", at -> at.question().answer() != AnswerForm.FULL),
          atom(
              "call.answer in ['masked', 'verify']",
              at -> Set.of(AnswerForm.MASKED, AnswerForm.VERIFY).contains(at.question().answer())),
          atom(
              "call.resource.startsWith('a.')",
              at -> at.question().resource().value().startsWith("a.")),
          atom("call.subjectType == 'person'", at -> at.type() == SubjectType.PERSON),
          atom("call.zone.contains('extra')", at -> at.question().zone().contains("extra")),
          atom("size(call.zone) > 7", at -> at.question().zone().length() > 7),
          atom("call.subjects < 2", at -> at.question().subjects() < 2),
          atom("call.subjects in [0, 1, 3]", at -> at.question().subjects() != 2),
          atom("call.assurance >= 2", at -> at.question().assurance() >= 2),
          atom("3 > call.assurance", at -> at.question().assurance() < 3),
          atom("!call.job", at -> !at.question().job()),
          atom("call.partial", at -> at.question().partial()),
          atom("call.caseStated", at -> at.question().caseStated()),
          atom("call.officerStated", at -> at.question().officerStated()),
          atom("caller.department == 'MCA'", at -> at.question().requester().value().equals("MCA")),
          atom(
              "caller.system.endsWith('-two')",
              at -> at.question().system().value().endsWith("-two")),
          atom("authorisation.kind == 'separate'", at -> at.kind().equals("separate")),
          atom("authorisation.kind != 'statutory-duty'", at -> !at.kind().equals("statutory-duty")),
          atom(
              "authorisation.reference.startsWith('REF')",
              at -> at.reference().startsWith("REF"),
              Attribute.AUTHORISATION_REFERENCE),
          atom(
              "size(authorisation.reference) <= 5",
              at -> at.reference().length() <= 5,
              Attribute.AUTHORISATION_REFERENCE),
          atom("time.year < 2027", at -> at.local().getYear() < 2027),
          atom("time.month == 6", at -> at.local().getMonthValue() == 6),
          atom("time.day <= 2", at -> at.local().getDayOfMonth() <= 2),
          atom("time.hour >= 8", at -> at.local().getHour() >= 8),
          atom("time.weekday in [1, 2, 3]", at -> at.local().getDayOfWeek().getValue() < 4),
          atom("time.workingDay", at -> at.workingDay().orElse(false), Attribute.WORKING_DAY),
          atom("!time.workingDay", at -> !at.workingDay().orElse(false), Attribute.WORKING_DAY),
          atom(
              "asserted.response != 'none'",
              at -> !at.response().equals("none"),
              Attribute.RESPONSE),
          atom(
              "asserted.incident == 'I-1'", at -> at.incident().equals("I-1"), Attribute.INCIDENT));

  private GeneratedAtoms() {}

  private static GeneratedWhen atom(
      String text, Predicate<GeneratedWhen.At> value, Attribute... needs) {
    return new GeneratedWhen(text, Set.of(needs), value);
  }
}
