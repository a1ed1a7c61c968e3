package org.mingjing.exchange.call;

import java.util.List;
import java.util.Set;
import org.mingjing.connectors.SourceAnswer.Counted;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceGroup;
import org.mingjing.connectors.SourceRow;
import org.mingjing.exchange.evidence.OpenedCall;

/**
 * An opened call with what its source answered: made by {@link Fetch} alone. None of it may leave
 * as it is.
 */
final class FetchedCall {
  private final OpenedCall opened;
  private final List<SourceRow> rows;
  private final Set<String> compared;
  private final List<SourceGroup> groups;

  FetchedCall(OpenedCall opened, Fetched fetched) {
    this.opened = opened;
    this.rows = fetched.rows();
    this.compared = fetched.compared();
    this.groups = List.of();
  }

  FetchedCall(OpenedCall opened, Counted counted) {
    this.opened = opened;
    this.rows = List.of();
    this.compared = Set.of();
    this.groups = counted.groups();
  }

  OpenedCall opened() {
    return opened;
  }

  /** The records of the subject asked about. */
  List<SourceRow> rows() {
    return rows;
  }

  /** The fields that the source compared with their limits itself. */
  Set<String> compared() {
    return compared;
  }

  /** The groups, of a call that is about nobody. */
  List<SourceGroup> groups() {
    return groups;
  }
}
