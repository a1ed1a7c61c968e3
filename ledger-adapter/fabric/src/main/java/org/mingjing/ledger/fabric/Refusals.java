package org.mingjing.ledger.fabric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.mingjing.ledger.Rejected;

/**
 * Reads why a call failed. A contract that refuses and a contract that does not run are both {@code
 * ABORTED}: only what each peer says tells them apart.
 */
final class Refusals {
  /** A peer's words for an answer of its contract that is no success. */
  private static final Pattern ANSWER =
      Pattern.compile("chaincode response \\d+, ([A-Z_]+): (.*)", Pattern.DOTALL);

  private static final String MALFORMED = "MALFORMED";

  private Refusals() {}

  /** The contract's refusal, if it was one; a gap only if no peer refuses for another reason. */
  static Optional<Rejected> of(GatewayException failure) {
    return failure.getDetails().stream()
        .flatMap(detail -> refusal(detail).stream())
        .min(Comparator.comparing(refused -> refused.reason() == Rejected.Reason.GAP));
  }

  private static Optional<Rejected> refusal(ErrorDetail detail) {
    Matcher answer = ANSWER.matcher(detail.getMessage());
    if (!answer.matches()) {
      return Optional.empty();
    }
    String word = answer.group(1);
    String told = answer.group(2) + " (" + detail.getMspId() + ")";
    if (word.equals(MALFORMED)) { // the client's own fault; asking again would not help
      return Optional.of(new Rejected(Rejected.Reason.BAD_CHECKPOINT, MALFORMED + ": " + told));
    }
    return Arrays.stream(Rejected.Reason.values())
        .filter(reason -> reason.name().equals(word))
        .map(reason -> new Rejected(reason, told))
        .findFirst();
  }

  /** All that is known, for the operator's log. */
  static String text(GatewayException failure) {
    String status = failure.getStatus().getCode() + ": " + failure.getStatus().getDescription();
    List<ErrorDetail> details = failure.getDetails();
    return details.isEmpty()
        ? status
        : status
            + details.stream()
                .map(d -> d.getMspId() + " " + d.getAddress() + ": " + d.getMessage())
                .collect(Collectors.joining("; ", " [", "]"));
  }
}
