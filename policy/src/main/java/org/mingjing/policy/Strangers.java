package org.mingjing.policy;

/**
 * A call that names something the policy does not know, and what would do.
 *
 * @param change the one thing to be had before anything else can be told
 */
record Strangers(Objection objection, Change change) {

  static Strangers resource(ResourceId resource) {
    return new Strangers(
        new Objection(
            RefusalCode.UNKNOWN_RESOURCE,
            () ->
                new Objection.Wording(
                    "unknown-resource",
                    new Text("目录中没有资源 " + resource, "the catalogue has no resource " + resource))),
        new Change.AskElse(new Text("从目录中选择资源", "choose a resource of the catalogue")));
  }

  static Strangers purpose(PurposeId purpose) {
    return new Strangers(
        new Objection(
            RefusalCode.UNKNOWN_PURPOSE,
            () ->
                new Objection.Wording(
                    "unknown-purpose",
                    new Text(
                        "用途 " + purpose + " 没有登记", "purpose " + purpose + " is not registered"))),
        new Change.AskElse(new Text("使用已登记的用途", "use a registered purpose")));
  }

  static Strangers system(Question question) {
    return new Strangers(
        new Objection(
            RefusalCode.CONDITION_NOT_MET,
            () ->
                new Objection.Wording(
                    "unknown-system",
                    new Text(
                        question.system() + " 不是 " + question.requester() + " 登记的系统",
                        question.system()
                            + " is not a registered system of "
                            + question.requester()))),
        new Change.AskElse(new Text("由该部门登记此系统", "have the department register the system")));
  }
}
