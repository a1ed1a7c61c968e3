package org.mingjing.policy;

import java.util.List;

/** The wording of refusals of calls that name something the policy does not know. */
final class Strangers {

  private Strangers() {}

  static Objection resource(ResourceId resource) {
    return new Objection(
        RefusalCode.UNKNOWN_RESOURCE,
        "unknown-resource",
        new Text("目录中没有资源 " + resource, "the catalogue has no resource " + resource),
        List.of(new Text("从目录中选择资源", "choose a resource of the catalogue")));
  }

  static Objection purpose(PurposeId purpose) {
    return new Objection(
        RefusalCode.UNKNOWN_PURPOSE,
        "unknown-purpose",
        new Text("用途 " + purpose + " 没有登记", "purpose " + purpose + " is not registered"),
        List.of(new Text("使用已登记的用途", "use a registered purpose")));
  }

  static Objection system(Question question) {
    return new Objection(
        RefusalCode.CONDITION_NOT_MET,
        "unknown-system",
        new Text(
            question.system() + " 不是 " + question.requester() + " 登记的系统",
            question.system() + " is not a registered system of " + question.requester()),
        List.of(new Text("由该部门登记此系统", "have the department register the system")));
  }
}
