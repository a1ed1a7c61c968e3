package org.mingjing.exchange.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.exchange.problem.SentText;
import org.mingjing.policy.Aggregates;
import org.mingjing.policy.Coding;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Question;
import org.mingjing.policy.Resource;
import org.mingjing.policy.SystemId;
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
    Resource resource = find(request, snapshot.policy(), any -> true);
    Caller caller = received.caller();
    Question question =
        question(caller.system(), caller.department(), caller.assurance(), caller.zone(), request);
    return new ResolvedCall(received, snapshot, resource, question);
  }

  /**
   * What a request asks for; a resource that is not in sight is one that the catalogue does not
   * have.
   *
   * @throws Unresolved as {@link #resolve}
   */
  public static Resource find(CallRequest request, Policy policy, Predicate<Resource> inSight) {
    Resource resource =
        policy
            .resource(request.resource())
            .filter(inSight)
            .orElseThrow(() ->
                new Unresolved(
                    ProblemCode.UNKNOWN_RESOURCE,
                    new Text("目录中没有该资源", "the catalogue has no such resource")));
    if (policy.purpose(request.purpose()).isEmpty()) {
      throw new Unresolved(
          ProblemCode.UNKNOWN_PURPOSE, new Text("用途代码未登记", "the purpose code is not registered"));
    }
    demandFields(request.fields(), resource);
    demandDeclared(request, resource);
    demandGrouping(request, resource);
    if (request.about().filter(about -> about.type() != resource.subject().type()).isPresent()) {
      throw new Unresolved(
          ProblemCode.UNKNOWN_FIELD,
          new Text(
              "该资源按" + resource.subject().type().wireName() + "查询",
              "the resource is looked up by " + resource.subject().type().wireName()));
    }
    return resource;
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

  /** A form that rests on what the catalogue declares is asked only of fields that declare it. */
  private static void demandDeclared(CallRequest request, Resource resource) {
    for (String name : request.fields()) {
      Coding coding = resource.field(name).orElseThrow().coding();
      switch (request.answer()) {
        case STATUS ->
            demand(
                !coding.states().isEmpty(),
                "字段 " + name + " 没有声明状态，不能以 status 答复",
                "field " + name + " declares no states, so that status cannot answer it");
        case THRESHOLD -> {
          String limits = String.join(", ", coding.limits().keySet());
          demand(
              coding.limits().containsKey(request.claims().getOrDefault(name, "")),
              "字段 " + name + " 没有这个限额；已声明：" + limits,
              "field " + name + " has no such limit; it declares: " + limits);
        }
        case VERIFY, AGGREGATE, MASKED, FULL -> {
          // rests on nothing that a field declares
        }
      }
    }
  }

  /** A grouping counts by its own fields, and adds up those that it declares. */
  private static void demandGrouping(CallRequest request, Resource resource) {
    if (request.groupBy().isEmpty()) {
      return;
    }
    Map<String, Aggregates.Grouping> declared = resource.aggregates().groupings();
    Optional<Aggregates.Grouping> grouping =
        resource.aggregates().grouping(request.groupBy().get());
    String ids = String.join(", ", declared.keySet());
    demand(
        grouping.isPresent(),
        "该资源没有这个分组；已声明：" + ids,
        "the resource has no such grouping; it declares: " + ids);
    List<String> by = grouping.orElseThrow().by();
    List<String> sums = grouping.orElseThrow().sums();
    boolean fit =
        request.fields().containsAll(by)
            && request.fields().stream().allMatch(name -> by.contains(name) || sums.contains(name));
    demand(
        fit,
        "该分组的字段应为 " + by + "，另可求和 " + sums,
        "the fields of this grouping are " + by + ", and sums of " + sums);
  }

  private static void demand(boolean holds, String zh, String en) {
    if (!holds) {
      throw new Unresolved(ProblemCode.UNKNOWN_FIELD, new Text(zh, en));
    }
  }

  /** A number of a person that was sent as a name does not come back. */
  private static String shown(String name) {
    return SentText.holdsId(name, Optional.empty()) ? "?" : name;
  }

  /** What is decided: a request, as this system makes it. */
  public static Question question(
      SystemId system, DepartmentId department, int assurance, String zone, CallRequest request) {
    return new Question(
        system,
        department,
        assurance,
        zone,
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
