package org.mingjing.exchange.call;

import java.util.List;
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
  private final List<SourceGroup> groups;

  private FetchedCall(OpenedCall opened, List<SourceRow> rows, List<SourceGroup> groups) {
    this.opened = opened;
    this.rows = List.copyOf(rows);
    this.groups = List.copyOf(groups);
  }

  static FetchedCall ofRows(OpenedCall opened, List<SourceRow> rows) {
    return new FetchedCall(opened, rows, List.of());
  }

  static FetchedCall ofGroups(OpenedCall opened, List<SourceGroup> groups) {
    return new FetchedCall(opened, List.of(), groups);
  }

  OpenedCall opened() {
    return opened;
  }

  /** The records of the subject asked about. */
  List<SourceRow> rows() {
    return rows;
  }

  /** The groups, of a call that is about nobody. */
  List<SourceGroup> groups() {
    return groups;
  }
}
