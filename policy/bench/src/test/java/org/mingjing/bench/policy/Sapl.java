package org.mingjing.bench.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sapl.api.interpreter.Val;
import io.sapl.api.pdp.AuthorizationDecision;
import io.sapl.api.pdp.AuthorizationSubscription;
import io.sapl.api.pdp.Decision;
import io.sapl.interpreter.DefaultSAPLInterpreter;
import io.sapl.interpreter.combinators.PolicyDocumentCombiningAlgorithm;
import io.sapl.interpreter.functions.AnnotationFunctionContext;
import io.sapl.interpreter.pip.AnnotationAttributeContext;
import io.sapl.pdp.EmbeddedPolicyDecisionPoint;
import io.sapl.pdp.PolicyDecisionPointFactory;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Grant;

/**
 * SAPL: the embedded PDP with its policies in memory, asked once for each call by its Java API. The
 * grants are a variable of the PDP, an object with a member for each, which a policy finds by key:
 * as policies there would be thousands of targets to evaluate for each call.
 */
final class Sapl implements Engine {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final EmbeddedPolicyDecisionPoint engine;
  private final AuthorizationSubscription[] prepared;

  Sapl(Contest contest) {
    World world = contest.world();
    this.engine = engine(SaplPolicies.of(world.policy()), grants(world.grants()));
    this.prepared =
        contest.questions().stream()
            .map(question -> subscription(Facts.of(question, world.policy())))
            .toArray(AuthorizationSubscription[]::new);
  }

  @Override
  public Object decide(int question) {
    return Objects.requireNonNull(engine.decideOnce(prepared[question]).block());
  }

  /** Where nothing applies nothing is permitted; an error would be a fault of these policies. */
  @Override
  public boolean permits(Object answer) {
    Decision decision = ((AuthorizationDecision) answer).getDecision();
    if (decision == Decision.INDETERMINATE) {
      throw new IllegalStateException(answer.toString());
    }
    return decision == Decision.PERMIT;
  }

  private static EmbeddedPolicyDecisionPoint engine(List<String> policies, ObjectNode grants) {
    return PolicyDecisionPointFactory.fixedInRamPolicyDecisionPoint(
        new DefaultSAPLInterpreter(),
        policies,
        PolicyDocumentCombiningAlgorithm.DENY_OVERRIDES,
        Map.of(SaplPolicies.GRANTS, Val.of(grants)),
        new AnnotationAttributeContext(),
        new AnnotationFunctionContext(),
        UnaryOperator.identity(),
        UnaryOperator.identity());
  }

  private static ObjectNode grants(List<Grant> grants) {
    ObjectNode byKey = JSON.objectNode();
    for (Grant grant : grants) {
      String system = grant.systems().iterator().next().value();
      ObjectNode members = JSON.objectNode();
      members.set("fields", texts(grant.fields()));
      members.set("forms", texts(grant.answers().stream().map(AnswerForm::wireName).toList()));
      members.put("from", grant.from().toEpochDay());
      members.put("until", grant.until().toEpochDay());
      byKey.set(
          SaplPolicies.key(system, grant.resource().value(), grant.purpose().value()), members);
    }
    return byKey;
  }

  private static AuthorizationSubscription subscription(Facts facts) {
    ObjectNode subject = JSON.objectNode();
    subject.put("system", facts.system());
    subject.put("department", facts.department());
    ObjectNode action = JSON.objectNode();
    action.put("purpose", facts.purpose());
    action.put("form", facts.form());
    action.put("batch", facts.batch());
    action.put("authorisation", facts.authorisation());
    ObjectNode resource = JSON.objectNode();
    resource.put("id", facts.resource());
    resource.set("categories", texts(facts.categories()));
    resource.set("owners", texts(facts.owners()));
    resource.set("conditional", texts(facts.conditional()));
    resource.set("offered", texts(facts.offered()));
    ObjectNode environment = JSON.objectNode();
    environment.put("day", LocalDate.parse(facts.day()).toEpochDay());
    return new AuthorizationSubscription(subject, action, resource, environment);
  }

  private static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
