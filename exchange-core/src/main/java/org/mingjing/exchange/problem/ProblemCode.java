package org.mingjing.exchange.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every way in which a request can fail, with its HTTP status and its title in both languages. */
public enum ProblemCode {
  MALFORMED(400, "请求不符合接口要求", "The request does not fit the interface"),
  UNAUTHENTICATED(401, "未通过身份认证", "The caller is not authenticated"),
  INSUFFICIENT_SCOPE(403, "令牌的权限范围不足", "The token does not carry the scope needed"),
  UNKNOWN_RESOURCE(404, "目录中没有该资源", "No such resource in the catalogue"),
  UNKNOWN_FIELD(422, "该资源没有所请求的字段", "The resource has no such field"),
  UNKNOWN_PURPOSE(422, "未登记的用途代码", "No such registered purpose"),
  PROHIBITED(403, "属于不予共享的数据类", "The data category must not be shared"),
  ANSWER_NOT_ALLOWED(403, "不允许该答复方式", "The answer form is not allowed"),
  CONDITION_NOT_MET(403, "不满足共享条件", "A condition of sharing is not met"),
  GRANT_EXPIRED(403, "授权已失效", "The grant is no longer in force"),
  NO_GRANT(403, "没有相应的授权", "No grant covers this call"),
  QUOTA_EXCEEDED(429, "超出每日配额", "A daily quota is used up"),
  RATE_LIMITED(429, "调用过于频繁，请稍后再试", "Too many calls; try again later"),
  SOURCE_UNAVAILABLE(503, "提供部门的系统不可用", "The provider's system is unavailable"),
  SOURCE_TIMEOUT(504, "提供部门的系统未及时答复", "The provider's system did not answer in time"),
  SOURCE_REJECTED(502, "提供部门的系统给出无法使用的答复", "The provider's system gave an unusable answer"),
  OBLIGATION_FAILED(500, "未能按义务处理数据，未提供任何数据", "An obligation could not be met; nothing left"),
  INTERRUPTED(503, "调用超过时限，已按中断处理", "The call outlived its deadline and was closed as interrupted"),
  NOT_RECORDED(503, "无法确认已留存记录，未提供任何数据", "The record is not certain; nothing left"),
  NOT_NOTARISED(503, "存证落后超过允许时限，未提供任何数据", "The ledger is too far behind; nothing left"),
  NOT_PUBLISHABLE(422, "策略文档不能发布", "The policy documents cannot be published"),
  NOT_FOUND(404, "没有该对象", "There is no such thing"),
  INTERNAL_ERROR(500, "系统内部错误，未提供任何数据", "An internal error; nothing left"),
  UNAVAILABLE(503, "服务暂不可用", "The service is unavailable at present");

  private final int status;
  private final String zh;
  private final String en;

  ProblemCode(int status, String zh, String en) {
    this.status = status;
    this.zh = zh;
    this.en = en;
  }

  /** The code as callers see it, for example {@code no-grant}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<ProblemCode> of(String wireName) {
    return Arrays.stream(values()).filter(code -> code.wireName().equals(wireName)).findFirst();
  }

  public int status() {
    return status;
  }

  public String zh() {
    return zh;
  }

  public String en() {
    return en;
  }
}
