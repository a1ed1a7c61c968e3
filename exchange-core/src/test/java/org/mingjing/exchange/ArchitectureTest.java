package org.mingjing.exchange;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The shape of the house (DESIGN 3): which way modules and packages depend, and where foreign types
 * may appear.
 */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.mingjing");

  private static final String[] APPLICATION = {"org.mingjing.exchange.."};
  private static final String[] LIBRARIES = {
    "org.mingjing.policy..", "org.mingjing.ledger..", "org.mingjing.connectors.."
  };

  @Test
  void every_module_is_looked_at() {
    for (String name :
        List.of(
            "org.mingjing.policy.Decider",
            "org.mingjing.ledger.log.LogWriter",
            "org.mingjing.ledger.verify.ReceiptVerifier",
            "org.mingjing.connectors.Sources",
            "org.mingjing.exchange.ExchangeApplication")) {
      assertThat(ALL.contain(name)).as(name).isTrue();
    }
  }

  @Test
  void libraries_do_not_know_the_application() {
    noClasses()
        .that()
        .resideInAnyPackage(LIBRARIES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(APPLICATION)
        .check(ALL);
  }

  @Test
  void libraries_do_not_know_each_other() {
    apart("org.mingjing.policy..", "org.mingjing.ledger..", "org.mingjing.connectors..");
    apart("org.mingjing.ledger..", "org.mingjing.policy..", "org.mingjing.connectors..");
    apart("org.mingjing.connectors..", "org.mingjing.policy..", "org.mingjing.ledger..");
  }

  @Test
  void the_verifier_shares_no_code_with_the_log() {
    noClasses()
        .that()
        .resideInAPackage("org.mingjing.ledger.verify..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "org.mingjing.ledger.verify..", "java..", "javax..", "org.jspecify..")
        .check(ALL);
  }

  @Test
  void production_does_not_know_the_demo_departments() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.mingjing.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.mingjing.demo..")
        .check(ALL);
  }

  @Test
  void policy_is_pure() {
    noClasses()
        .that()
        .resideInAPackage("org.mingjing.policy..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..", "java.sql..", "java.net..", "jakarta..", "org.slf4j..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage("org.mingjing.policy..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(java.time.Clock.class)
        .check(ALL);
  }

  @Test
  void foreign_types_stay_in_their_rooms() {
    only("org.apache.camel..", "org.mingjing.connectors..");
    only("org.apache.kafka..", "org.mingjing.connectors.kafka..");
    only("org.bouncycastle..", "org.mingjing.ledger.crypto..", "org.mingjing.exchange.crypto..");
    only("org.hyperledger..", "org.mingjing.ledger.fabric..");
    only("io.grpc..", "org.mingjing.ledger.fabric..");
    only("org.snakeyaml..", "org.mingjing.policy..");
    only("picocli..", "org.mingjing.exchange.cli..");
    only("io.zonky..", "org.mingjing.exchange.operations..", "org.mingjing.demo..");
    only("com.nimbusds..", "org.mingjing.exchange.identity..");
    only("org.springframework.security..", "org.mingjing.exchange.identity..");
  }

  @Test
  void servlets_stay_at_the_edge() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.mingjing.exchange.catalogue..",
            "org.mingjing.exchange.grants..",
            "org.mingjing.exchange.evidence..",
            "org.mingjing.exchange.stewardship..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..")
        .check(ALL);
  }

  @Test
  void feature_packages_depend_one_way() {
    slices().matching("org.mingjing.exchange.(*)..").should().beFreeOfCycles().check(ALL);
    slices().matching("org.mingjing.ledger.(*)..").should().beFreeOfCycles().check(ALL);
    slices().matching("org.mingjing.connectors.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void the_ledger_adapter_knows_databases_only_in_the_log_and_where_the_name_says_so() {
    noClasses()
        .that()
        .resideInAPackage("org.mingjing.ledger..")
        .and()
        .resideOutsideOfPackage("org.mingjing.ledger.log..")
        .and()
        .haveNameNotMatching(".*\\.Jdbc[^.]*")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Connection.class)
        .check(ALL);
  }

  /** Each step of a call demands the proof of the one before; only that step can make it. */
  @Test
  void proofs_of_steps_cannot_be_made_elsewhere() {
    for (String proof :
        List.of(
            "org.mingjing.exchange.identity.VerifiedToken",
            "org.mingjing.exchange.identity.Caller",
            "org.mingjing.exchange.catalogue.ResolvedCall",
            "org.mingjing.policy.Permit",
            "org.mingjing.exchange.grants.PermittedCall",
            "org.mingjing.exchange.evidence.OpenedCall",
            "org.mingjing.exchange.call.FetchedCall",
            "org.mingjing.exchange.call.ReleasableCall",
            "org.mingjing.exchange.evidence.ClosedCall")) {
      assertThat(ALL.get(proof).getModifiers().toString()).as(proof).contains("FINAL");
      assertThat(ALL.get(proof).getConstructors())
          .as(proof)
          .allSatisfy(constructor ->
              assertThat(constructor.getModifiers().toString()).doesNotContain("PUBLIC"));
    }
  }

  private static void apart(String one, String... others) {
    noClasses()
        .that()
        .resideInAPackage(one)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(ALL);
  }

  private static void only(String foreign, String... rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(foreign)
        .check(ALL);
  }

  @Test
  void spring_configuration_is_not_public() {
    classes()
        .that()
        .areAnnotatedWith(org.springframework.context.annotation.Configuration.class)
        .and()
        .doNotHaveSimpleName("ExchangeApplication")
        .should()
        .notBePublic()
        .check(ALL);
  }
}
