package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.SAMR;
import static org.mingjing.exchange.TestCalls.call;
import static org.mingjing.exchange.TestCalls.fields;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.ledger.verify.Verdict;

/** A resource becomes a topic's by what catalogue and settings say, and by nothing else. */
class TopicSourceIT {
  private static final String URL = "mingjing.connections.samr-topics.url";
  private static final String CONDITIONS = "samr.enterprise-conditions";
  private static final String RESOURCE =
      """

      - id: samr.enterprise-conditions
        department: SAMR
        name: {zh: 企业状态, en: Conditions of enterprises}
        authoritative: false
        subject: {type: organisation, field: uscc}
        source: {type: kafka, connection: samr-topics, topic: samr.enterprises}
        answers: [full]
        maxRecords: 1
        fields:
          - {name: uscc, type: organisation-id, categories: open, openBasis: {zh: 企业信息公示暂行条例, en: Interim Regulation on Enterprise Information Disclosure}}
          - {name: status, type: string, categories: open, openBasis: {zh: 企业信息公示暂行条例, en: Interim Regulation on Enterprise Information Disclosure}}
      """;

  @Test
  void a_call_to_a_topic_whose_brokers_are_away_is_recorded_and_closed_as_source_unavailable()
      throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    System.setProperty(URL, "kafka://127.0.0.1:1");
    Path folder = Surroundings.fresh("topic-source");
    Path home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    Path samr = home.resolve("config/policy/catalogue/samr.yaml");
    Files.writeString(samr, Files.readString(samr) + RESOURCE);
    DemoNode.Plan plan =
        new DemoNode.Plan(
            home, folder.resolve("data"), 0, Surroundings.POPULATION, ExchangeApplication.class);
    DemoNode node = DemoNode.start(plan, new SecureRandom());
    try {
      Installation installation = new Installation(folder.resolve("data"));
      String organisation = TestCalls.organisation(1).uscc();
      Reply reply =
          CallingSystem.of(installation, SAMR)
              .call(
                  fields(
                      call(CONDITIONS, "catalogue-reference", "organisation", organisation, "full"),
                      "status"));

      assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
      assertThat(reply.code()).isEqualTo("source-unavailable");
      assertThat(reply.verdict(installation.logKey())).isInstanceOf(Verdict.Verified.class);
    } finally {
      node.close();
      System.clearProperty(URL);
    }
  }
}
