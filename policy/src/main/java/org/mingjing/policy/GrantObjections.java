package org.mingjing.policy;

import java.util.Collection;
import java.util.TreeSet;

/** The wording of objections that have to do with grants. */
final class GrantObjections {

  private GrantObjections() {}

  static Objection form(Grant grant, AnswerForm answer) {
    return new Objection(
        RefusalCode.ANSWER_NOT_ALLOWED,
        () ->
            new Objection.Wording(
                "grant.answers:" + grant.id(),
                new Text(
                    "授权 " + grant.id() + " 不含答复方式 " + answer.wireName(),
                    "grant " + grant.id() + " does not list form " + answer.wireName())));
  }

  static Objection notInForce(DatedGrant dated, long second) {
    Grant grant = dated.grant();
    return new Objection(
        RefusalCode.GRANT_EXPIRED,
        () -> new Objection.Wording("grant.validity:" + grant.id(), state(dated, second)));
  }

  private static Text state(DatedGrant dated, long second) {
    Grant grant = dated.grant();
    return switch (grant.state()) {
      case SUSPENDED ->
          new Text("授权 " + grant.id() + " 已暂停", "grant " + grant.id() + " is suspended");
      case REVOKED -> new Text("授权 " + grant.id() + " 已撤销", "grant " + grant.id() + " is revoked");
      case ACTIVE ->
          second < dated.startSecond()
              ? new Text(
                  "授权 " + grant.id() + " 自 " + grant.from() + " 起有效",
                  "grant " + grant.id() + " is valid from " + grant.from())
              : new Text(
                  "授权 " + grant.id() + " 已于 " + grant.until() + " 到期",
                  "grant " + grant.id() + " ended on " + grant.until());
    };
  }

  static Objection none(Question question, Collection<String> fields) {
    return new Objection(
        RefusalCode.NO_GRANT, () -> new Objection.Wording("grant", reason(question, fields)));
  }

  private static Text reason(Question question, Collection<String> fields) {
    String listed = String.join(", ", new TreeSet<>(fields));
    return question
        .grant()
        .map(named ->
            new Text(
                "指定的授权 " + named + " 不适用于本次调用",
                "the grant named, " + named + ", does not apply to this call"))
        .orElse(
            new Text(
                "没有一项授权覆盖系统 "
                    + question.system()
                    + " 为 "
                    + question.purpose()
                    + " 使用全部有条件共享字段："
                    + listed,
                "no single grant covers all conditional fields for system "
                    + question.system()
                    + " and purpose "
                    + question.purpose()
                    + ": "
                    + listed));
  }
}
