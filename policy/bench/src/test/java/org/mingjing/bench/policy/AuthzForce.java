package org.mingjing.bench.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import oasis.names.tc.xacml._3_0.core.schema.wd_17.DecisionType;
import org.ow2.authzforce.core.pdp.api.AttributeFqn;
import org.ow2.authzforce.core.pdp.api.AttributeFqns;
import org.ow2.authzforce.core.pdp.api.DecisionRequest;
import org.ow2.authzforce.core.pdp.api.DecisionRequestBuilder;
import org.ow2.authzforce.core.pdp.api.DecisionResult;
import org.ow2.authzforce.core.pdp.api.value.Bags;
import org.ow2.authzforce.core.pdp.api.value.StandardDatatypes;
import org.ow2.authzforce.core.pdp.api.value.StringValue;
import org.ow2.authzforce.core.pdp.impl.BasePdpEngine;
import org.ow2.authzforce.core.pdp.impl.PdpEngineConfiguration;

/**
 * AuthzForce: XACML 3.0, embedded, by its Java API rather than by documents. Policies are nested so
 * that targets pass over most of them: the list by the category's department, the grants by
 * department and system.
 */
final class AuthzForce implements Engine {

  private final BasePdpEngine engine;
  private final DecisionRequest[] prepared;

  AuthzForce(Contest contest) {
    this.engine = engine(Xacml.root(contest.world()));
    this.prepared =
        contest.questions().stream()
            .map(question -> request(Facts.of(question, contest.world().policy())))
            .toArray(DecisionRequest[]::new);
  }

  @Override
  public Object decide(int question) {
    return engine.evaluate(prepared[question]);
  }

  /** Whatever is not plainly permitted is denied; an error would be a fault of these policies. */
  @Override
  public boolean permits(Object answer) {
    DecisionType decision = ((DecisionResult) answer).getDecision();
    if (decision == DecisionType.INDETERMINATE) {
      throw new IllegalStateException(answer.toString());
    }
    return decision == DecisionType.PERMIT;
  }

  private static BasePdpEngine engine(String root) {
    try {
      Path folder = Files.createTempDirectory("mingjing-bench-xacml");
      Path policies = folder.resolve("root.xml");
      Path configuration = folder.resolve("pdp.xml");
      try {
        Files.writeString(policies, root);
        Files.writeString(configuration, configuration(policies));
        return new BasePdpEngine(
            PdpEngineConfiguration.getInstance(configuration.toUri().toString()));
      } finally {
        Files.deleteIfExists(policies);
        Files.deleteIfExists(configuration);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(Path policies) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <pdp xmlns="http://authzforce.github.io/core/xmlns/pdp/8" version="8.0"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <policyProvider id="policies" xsi:type="StaticPolicyProvider">
        <policyLocation>%s</policyLocation>
      </policyProvider>
      <rootPolicyRef policySet="true">root</rootPolicyRef>
    </pdp>
    """
        .formatted(policies.toUri());
  }

  private DecisionRequest request(Facts facts) {
    DecisionRequestBuilder<?> request = engine.newRequestBuilder(4, 12);
    put(request, Xacml.SYSTEM, List.of(facts.system()));
    put(request, Xacml.DEPARTMENT, List.of(facts.department()));
    put(request, Xacml.RESOURCE, List.of(facts.resource()));
    put(request, Xacml.PURPOSE, List.of(facts.purpose()));
    put(request, Xacml.FORM, List.of(facts.form()));
    put(request, Xacml.BATCH, List.of(facts.batchText()));
    put(request, Xacml.AUTHORISATION, List.of(facts.authorisation()));
    put(request, Xacml.CATEGORY, facts.categories());
    put(request, Xacml.OWNER, facts.owners());
    put(request, Xacml.CONDITIONAL, facts.conditional());
    put(request, Xacml.OFFERED, facts.offered());
    put(request, Xacml.DAY, List.of(facts.day()));
    return request.build(false);
  }

  private static void put(
      DecisionRequestBuilder<?> request, Xacml.Attribute attribute, Collection<String> texts) {
    AttributeFqn name =
        AttributeFqns.newInstance(attribute.category(), Optional.empty(), attribute.id());
    if (!texts.isEmpty()) {
      request.putNamedAttributeIfAbsent(
          name,
          Bags.newAttributeBag(
              StandardDatatypes.STRING, texts.stream().map(StringValue::new).toList()));
    }
  }
}
