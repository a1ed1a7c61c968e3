package org.mingjing.exchange.catalogue;

import java.util.List;
import java.util.Optional;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.exchange.problem.SentText;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Question;
import org.mingjing.policy.Resource;
import org.mingjing.policy.Text;

/** Step 2: finds what the call asks for in the catalogue of the live policy. */
public final class Resolve {

  /**
   * Resolves a call.
   *
   * @throws Unresolved if resource, purpose or a field is unknown, or the subject is of another
   *     kind than the resource's
   */
  public ResolvedCall resolve(ReceivedCall received, LivePolicy.Snapshot snapshot) {
    CallRequest request = received.request();
    Policy policy = snapshot.policy();
    Resource resource =
        policy
            .resource(request.resource())
            .orElseThrow(() ->
                new Unresolved(
                    ProblemCode.UNKNOWN_RESOURCE,
                    new Text("目录中没有该资源", "the catalogue has no such resource")));
    if (policy.purpose(request.purpose()).isEmpty()) {
      throw new Unresolved(
          ProblemCode.UNKNOWN_PURPOSE, new Text("用途代码未登记", "the purpose code is not registered"));
    }
    demandFields(request.fields(), resource);
    if (resource.subject().type() != request.subjectType()) {
      throw new Unresolved(
          ProblemCode.UNKNOWN_FIELD,
          new Text(
              "该资源按" + resource.subject().type().wireName() + "查询",
              "the resource is looked up by " + resource.subject().type().wireName()));
    }
    return new ResolvedCall(received, snapshot, resource, question(received));
  }

  private static void demandFields(List<String> fields, Resource resource) {
    List<String> unknown =
        fields.stream().filter(name -> resource.field(name).isEmpty()).map(Resolve::shown).toList();
    if (!unknown.isEmpty()) {
      throw new Unresolved(
          ProblemCode.UNKNOWN_FIELD,
          new Text(
              "该资源没有这些字段：" + String.join("、", unknown),
              "the resource has no such fields: " + String.join(", ", unknown)));
    }
  }

  /** A number of a person that was sent as a name does not come back. */
  private static String shown(String name) {
    return SentText.holdsId(name, Optional.empty()) ? "?" : name;
  }

  private static Question question(ReceivedCall received) {
    CallRequest request = received.request();
    return new Question(
        received.caller().system(),
        received.caller().department(),
        received.caller().assurance(),
        received.caller().zone(),
        request.resource(),
        request.fields(),
        request.purpose(),
        request.answer(),
        request.partial(),
        request.grant(),
        request.authorisation(),
        request.officer().isPresent(),
        request.caseRef().isPresent(),
        1,
        false,
        request.asserted());
  }
}
