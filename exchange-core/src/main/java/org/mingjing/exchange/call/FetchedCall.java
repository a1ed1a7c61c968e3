package org.mingjing.exchange.call;

import java.util.List;
import org.mingjing.connectors.SourceRow;
import org.mingjing.exchange.evidence.OpenedCall;

/**
 * An opened call with what its source answered: made by {@link Fetch} alone. None of it may leave
 * as it is.
 */
final class FetchedCall {
  private final OpenedCall opened;
  private final List<SourceRow> rows;

  FetchedCall(OpenedCall opened, List<SourceRow> rows) {
    this.opened = opened;
    this.rows = List.copyOf(rows);
  }

  OpenedCall opened() {
    return opened;
  }

  List<SourceRow> rows() {
    return rows;
  }
}
