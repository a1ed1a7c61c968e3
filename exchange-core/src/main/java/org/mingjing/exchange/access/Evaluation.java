package org.mingjing.exchange.access;

import java.util.List;
import org.mingjing.exchange.catalogue.CallRequest;
import org.mingjing.exchange.problem.Malformed;
import org.mingjing.policy.SystemId;
import org.mingjing.policy.Text;

/** One evaluation, as it was read out of a request. */
sealed interface Evaluation {

  /**
   * In words of the exchange, but nothing in it believed yet.
   *
   * @param system about whom is asked: the requesting system
   * @param understood the kinds of obligation that the PEP fulfils, of those that there are
   */
  record Known(SystemId system, CallRequest request, List<String> understood)
      implements Evaluation {}

  /** Well formed, but of something that the exchange has no words for: nobody may do that. */
  record Foreign(String code, Text reason) implements Evaluation {}

  /** Not decided at all: an evaluation that is one of several, and at fault. */
  record Unreadable(Malformed why) implements Evaluation {}
}
