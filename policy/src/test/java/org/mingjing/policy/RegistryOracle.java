package org.mingjing.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What has to come of a call, worked out from a row of the registry and plain words alone: nothing
 * of the loader, of the loaded conditions or of the decider is used here.
 */
record RegistryOracle(Map<String, String> row) {

  /**
   * One call, in words.
   *
   * @param form the answer form asked for
   * @param listedPurpose whether the purpose is one that a steward registered for the category
   * @param consent what is brought besides the grant, or {@code none}
   * @param consentEnded whether it ended yesterday
   * @param bulk whether it is a job or about several subjects
   * @param grant what grant there is: {@code good}, {@code none}, or what is wrong with it
   * @param whenHolds whether the condition's expression, if there is one, holds
   */
  record World(
      String form,
      boolean listedPurpose,
      String requester,
      String consent,
      boolean consentEnded,
      boolean bulk,
      String grant,
      boolean whenHolds) {}

  /** The code of the refusal, or {@code permit}. */
  String expected(World world) {
    if (is("attribute", "prohibited")) {
      return "prohibited";
    }
    if (!forms().contains(world.form()) || world.grant().equals("other-form")) {
      return "answer-not-allowed";
    }
    if (!conditionMet(world)) {
      return "condition-not-met";
    }
    return switch (world.grant()) {
      case "good" -> "permit";
      case "expired", "not-begun", "suspended", "revoked" -> "grant-expired";
      case "none", "other-fields", "other-purpose", "other-system", "another-named" -> "no-grant";
      default -> throw new IllegalArgumentException(world.grant());
    };
  }

  private boolean conditionMet(World world) {
    boolean recipient = is("recipients", "ANY") || recipients().contains(world.requester());
    String needed = row.getOrDefault("authorisation", "");
    boolean authorised =
        needed.equals("none-statutory-duty")
            || (needed.equals(world.consent()) && !world.consentEnded());
    boolean bulk = world.bulk() && !world.form().equals("aggregate") && is("batch", "no");
    return recipient && world.listedPurpose() && authorised && !bulk && world.whenHolds();
  }

  List<String> forms() {
    return switch (row.getOrDefault("answer_form", "")) {
      case "verify-only" -> List.of("verify");
      case "status-only" -> List.of("status");
      case "threshold" -> List.of("threshold");
      case "aggregate-only" -> List.of("aggregate");
      case "masked-record" -> List.of("masked", "verify");
      case "in-place-view", "compute-in-domain", "none" -> List.of();
      default -> throw new IllegalArgumentException(row.toString());
    };
  }

  List<String> recipients() {
    return Arrays.asList(row.getOrDefault("recipients", "").split(" ", -1));
  }

  int retentionDays() {
    return Integer.parseInt(row.getOrDefault("retention_days", ""));
  }

  /** The kind of consent that the category asks for, or {@code none}. */
  String neededConsent() {
    String needed = row.getOrDefault("authorisation", "");
    return List.of("separate", "written", "guardian").contains(needed) ? needed : "none";
  }

  boolean is(String column, String value) {
    return row.getOrDefault(column, "").equals(value);
  }
}
