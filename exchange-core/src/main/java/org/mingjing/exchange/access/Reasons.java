package org.mingjing.exchange.access;

import org.mingjing.policy.Text;

/** Why a decision is false, where neither the policy nor the catalogue says so. */
final class Reasons {
  static final String UNKNOWN_SUBJECT = "unknown-subject";
  static final String UNKNOWN_ACTION = "unknown-action";
  static final String NOT_UNDERSTOOD = "obligations-not-understood";

  static final Text NO_SUCH_SYSTEM =
      new Text(
          "没有该系统，或该系统没有调用权限（call）", "there is no such system, or it may not call (scope call)");

  static final Text NOT_ALL_UNDERSTOOD =
      new Text(
          "请求未声明能履行该决定的全部义务（supported_obligations 含 custom，custom_obligations 列出种类）",
          "the request does not say that every obligation of the decision is fulfilled (custom in"
              + " supported_obligations, the kinds in custom_obligations)");

  private Reasons() {}
}
