package org.mingjing.exchange;

import java.util.Map;
import org.mingjing.demo.Organisation;
import org.mingjing.demo.Person;
import org.mingjing.demo.SyntheticPeople;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls that the policy in {@code config/policy} permits, and some that it refuses. */
final class TestCalls {
  static final String MCA = "mca-assistance";
  static final String SAMR = "samr-registration";
  static final String MPS = "mps-portal";
  static final String MOF = "mof-subsidy";
  static final String AUDITOR = "cnao-audit";
  static final String OPERATOR = "exchange-operator";
  static final String PEP = "mps-gateway";

  private TestCalls() {}

  static Person person(int index) {
    return SyntheticPeople.person(index);
  }

  static Organisation organisation(int index) {
    return SyntheticPeople.organisation(index);
  }

  /** Masked, from a database, by grant G-2026-0001. */
  static ObjectNode resident(String person) {
    return fields(
        call("mps.resident-register", "social-assistance", "person", person, "masked"),
        "name",
        "birth_date",
        "address");
  }

  /** Masked, from an HTTP service, by grant G-2026-0002. */
  static ObjectNode vehicle(String person) {
    return fields(
        call("mps.vehicle-register", "social-assistance", "person", person, "masked"),
        "plate",
        "brand",
        "vin");
  }

  /** Several records, by grant G-2026-0003. */
  static ObjectNode payments(String person) {
    return fields(
        call("mof.subsidy-payments", "duplicate-benefit-check", "person", person, "masked"),
        "programme",
        "amount",
        "bank_account");
  }

  /** Open fields: no grant is needed. */
  static ObjectNode enterprise(String organisation) {
    return fields(
        call(
            "samr.enterprise-register",
            "catalogue-reference",
            "organisation",
            organisation,
            "full"),
        "name",
        "status",
        "registered_capital");
  }

  /** Verifies what is claimed of a resident. */
  static ObjectNode verify(String person, Map<String, String> claims) {
    ObjectNode call =
        call("mps.resident-register", "social-assistance", "person", person, "verify");
    ObjectNode claimed = call.putObject("claims");
    claims.forEach(claimed::put);
    return call;
  }

  /** Refused as prohibited, whoever asks. */
  static ObjectNode fingerprint(String person) {
    ObjectNode call =
        call("mps.identity-check", "real-name-authentication", "person", person, "verify");
    call.putObject("claims").put("fingerprint_template", "abc");
    return call;
  }

  static ObjectNode call(
      String resource, String purpose, String type, String subject, String answer) {
    ObjectNode call = JsonMapper.shared().createObjectNode();
    call.put("resource", resource).put("purpose", purpose).put("answer", answer);
    call.put("caseRef", "MCA-2026-0001").put("officer", "mca-0071");
    call.putObject("subject").put("type", type).put("id", subject);
    return call;
  }

  static ObjectNode fields(ObjectNode call, String... names) {
    ArrayNode fields = call.putArray("fields");
    for (String name : names) {
      fields.add(name);
    }
    return call;
  }
}
