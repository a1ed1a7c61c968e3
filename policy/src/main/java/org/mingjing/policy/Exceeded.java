package org.mingjing.policy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The wording of a refusal for a limit that is used up, and the fields that it falls on. */
final class Exceeded {

  private Exceeded() {}

  static Refusal refusal(Permit permit, Basis basis, DailyLimit limit, LocalDate day) {
    Objection objection =
        new Objection(
            RefusalCode.QUOTA_EXCEEDED,
            () -> new Objection.Wording(rule(limit), reason(limit, day)));
    Change change = new Change.AskElse(change(limit, day.plusDays(1)));
    Map<String, FieldVerdict> fields = new LinkedHashMap<>();
    permit
        .fields()
        .forEach((name, verdict) ->
            fields.put(name, concerns(limit, verdict) ? refused(verdict, objection) : verdict));
    return new Refusal(
        permit.question(),
        permit.at(),
        basis,
        Collections.unmodifiableMap(fields),
        new Refusal.Explanation(objection, change));
  }

  /** A field that is withheld or refused anyway keeps its own reason. */
  private static boolean concerns(DailyLimit limit, FieldVerdict verdict) {
    return verdict.permitted()
        && switch (limit) {
          case DailyLimit.OfGrant used -> verdict.grant().filter(used.grant()::equals).isPresent();
          case DailyLimit.OfGrantPerSubject used ->
              verdict.grant().filter(used.grant()::equals).isPresent();
          case DailyLimit.OpenOfSystem used -> verdict.isOpen();
          case DailyLimit.OpenPerSubject used -> verdict.isOpen();
          case DailyLimit.ProbesPerSubject used -> true;
          case DailyLimit.ProbesPerOfficer used -> true;
        };
  }

  private static FieldVerdict refused(FieldVerdict verdict, Objection objection) {
    Objection.Wording said = objection.said().get();
    return new FieldVerdict(
        verdict.field(),
        false,
        verdict.categories(),
        said.rule(),
        verdict.grant(),
        Optional.of(objection.code()),
        said.reason(),
        verdict.legalBasis());
  }

  private static String rule(DailyLimit limit) {
    return switch (limit) {
      case DailyLimit.OfGrant used -> "grant.quota.perDay:" + used.grant();
      case DailyLimit.OfGrantPerSubject used -> "grant.quota.perSubjectPerDay:" + used.grant();
      case DailyLimit.OpenOfSystem used -> "open-limits.per-system-per-day";
      case DailyLimit.OpenPerSubject used -> "open-limits.per-subject-per-day";
      case DailyLimit.ProbesPerSubject used -> "probe-limits.per-subject-per-day";
      case DailyLimit.ProbesPerOfficer used -> "probe-limits.per-officer-per-day";
    };
  }

  private static Text reason(DailyLimit limit, LocalDate day) {
    Text what = what(limit);
    return new Text(
        day
            + "："
            + what.zh()
            + "每日 "
            + limit.most()
            + " 次，已用完；北京时间 "
            + day.plusDays(1)
            + " 00:00 重新计数",
        what.en()
            + ", "
            + limit.most()
            + " a day, are used up for "
            + day
            + "; counting starts anew at "
            + day.plusDays(1)
            + " 00:00 Asia/Shanghai");
  }

  private static Text what(DailyLimit limit) {
    return switch (limit) {
      case DailyLimit.OfGrant used ->
          new Text("授权 " + used.grant() + " 的调用", "the calls under grant " + used.grant());
      case DailyLimit.OfGrantPerSubject used ->
          new Text(
              "授权 " + used.grant() + " 对同一对象的调用",
              "the calls about one subject under grant " + used.grant());
      case DailyLimit.OpenOfSystem used ->
          new Text(
              "系统 " + used.system() + " 对无条件共享字段的调用（各资源合计）",
              "the calls of system " + used.system() + " for open fields of all resources");
      case DailyLimit.OpenPerSubject used ->
          new Text(
              used.department() + " 对同一对象无条件共享字段的调用（各资源合计）",
              "the calls of "
                  + used.department()
                  + " about one subject for open fields of all resources");
      case DailyLimit.ProbesPerSubject used ->
          new Text(
              used.department() + " 对同一对象的核验（verify、threshold，各资源合计）",
              "what " + used.department() + " claims about one subject (verify, threshold)");
      case DailyLimit.ProbesPerOfficer used ->
          new Text(
              "系统 " + used.system() + " 同一经办人的核验（verify、threshold）",
              "what one officer of system " + used.system() + " claims (verify, threshold)");
    };
  }

  private static Text change(DailyLimit limit, LocalDate next) {
    Text wait =
        new Text("等到北京时间 " + next + " 00:00", "wait until " + next + " 00:00 Asia/Shanghai");
    Text larger = larger(limit);
    return new Text(wait.zh() + "，或" + larger.zh(), wait.en() + ", or " + larger.en());
  }

  private static Text larger(DailyLimit limit) {
    return switch (limit) {
      case DailyLimit.OfGrant used ->
          new Text(
              "请提供部门提高授权 " + used.grant() + " 的每日配额（perDay）",
              "have the provider raise perDay in grant " + used.grant());
      case DailyLimit.OfGrantPerSubject used ->
          new Text(
              "请提供部门提高授权 " + used.grant() + " 的每日单一对象配额（perSubjectPerDay）",
              "have the provider raise perSubjectPerDay in grant " + used.grant());
      case DailyLimit.OpenOfSystem used ->
          new Text(
              "请交换平台提高每系统每日限额（per-system-per-day）",
              "have the exchange raise per-system-per-day of its open limits");
      case DailyLimit.OpenPerSubject used ->
          new Text(
              "请交换平台提高每对象每日限额（per-subject-per-day）",
              "have the exchange raise per-subject-per-day of its open limits");
      case DailyLimit.ProbesPerSubject used ->
          new Text(
              "请交换平台提高每对象每日核验限额（per-subject-per-day）",
              "have the exchange raise per-subject-per-day of its probe limits");
      case DailyLimit.ProbesPerOfficer used ->
          new Text(
              "请交换平台提高每经办人每日核验限额（per-officer-per-day）",
              "have the exchange raise per-officer-per-day of its probe limits");
    };
  }
}
