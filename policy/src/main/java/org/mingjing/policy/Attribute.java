package org.mingjing.policy;

import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an expression may name. The table in the module's README lists the same; names and types are
 * a contract with whoever writes conditions.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing
enum Attribute {
  PURPOSE("call.purpose", Type.STRING, always(at -> at.question().purpose().value())),
  ANSWER("call.answer", Type.STRING, always(at -> at.question().answer().wireName())),
  RESOURCE("call.resource", Type.STRING, always(at -> at.question().resource().value())),
  SUBJECT_TYPE("call.subjectType", Type.STRING, always(at -> at.subjectType().wireName())),
  ZONE("call.zone", Type.STRING, always(at -> at.question().zone())),
  SUBJECTS("call.subjects", Type.INT, always(at -> (long) at.question().subjects())),
  ASSURANCE("call.assurance", Type.INT, always(at -> (long) at.question().assurance())),
  JOB("call.job", Type.BOOL, always(at -> at.question().job())),
  PARTIAL("call.partial", Type.BOOL, always(at -> at.question().partial())),
  CASE_STATED("call.caseStated", Type.BOOL, always(at -> at.question().caseStated())),
  OFFICER_STATED("call.officerStated", Type.BOOL, always(at -> at.question().officerStated())),
  DEPARTMENT("caller.department", Type.STRING, always(at -> at.question().requester().value())),
  SYSTEM("caller.system", Type.STRING, always(at -> at.question().system().value())),
  AUTHORISATION_KIND("authorisation.kind", Type.STRING, always(Attribute::kind)),
  AUTHORISATION_REFERENCE(
      "authorisation.reference",
      Type.STRING,
      at -> at.authorisation().map(Authorisation::reference)),
  YEAR("time.year", Type.INT, time(ZonedDateTime::getYear)),
  MONTH("time.month", Type.INT, time(ZonedDateTime::getMonthValue)),
  DAY("time.day", Type.INT, time(ZonedDateTime::getDayOfMonth)),
  HOUR("time.hour", Type.INT, time(ZonedDateTime::getHour)),
  WEEKDAY("time.weekday", Type.INT, time(now -> now.getDayOfWeek().getValue())),
  WORKING_DAY("time.workingDay", Type.BOOL, Circumstances::workingDay),
  RESPONSE("asserted.response", Type.STRING, at -> at.question().asserted().response()),
  INCIDENT("asserted.incident", Type.STRING, at -> at.question().asserted().incident());

  /** The types of the expression language that attributes have. */
  enum Type {
    STRING,
    INT,
    BOOL
  }

  private static final Map<String, Attribute> INDEX = Wire.index(values(), Attribute::wireName);

  private final String wireName;
  private final Type type;
  private final Function<Circumstances, ? extends Optional<?>> reading;

  Attribute(String wireName, Type type, Function<Circumstances, ? extends Optional<?>> reading) {
    this.wireName = wireName;
    this.type = type;
    this.reading = reading;
  }

  private static Function<Circumstances, Optional<?>> always(Function<Circumstances, ?> reading) {
    return at -> Optional.of(reading.apply(at));
  }

  private static Function<Circumstances, Optional<?>> time(
      Function<ZonedDateTime, Integer> reading) {
    return at -> Optional.of(reading.apply(at.local()).longValue());
  }

  private static String kind(Circumstances at) {
    return at.authorisation()
        .map(Authorisation::kind)
        .orElse(AuthorisationKind.STATUTORY_DUTY)
        .wireName();
  }

  String wireName() {
    return wireName;
  }

  Type type() {
    return type;
  }

  /** The value, as the expression language has it; empty where the call does not bring it. */
  Optional<?> of(Circumstances at) {
    return reading.apply(at);
  }

  /** Merely asserted by the caller. */
  boolean asserted() {
    return this == RESPONSE || this == INCIDENT;
  }

  boolean ofAuthorisation() {
    return this == AUTHORISATION_KIND || this == AUTHORISATION_REFERENCE;
  }

  static Optional<Attribute> named(String wireName) {
    return Wire.find(INDEX, wireName);
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Attribute::wireName).toList();
  }
}
