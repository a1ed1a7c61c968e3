package org.mingjing.exchange.operations;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.log.Witness;

/**
 * What lies outside the database, for fsck to compare the log with.
 *
 * @param published the folder of the published log (C2SP tlog-tiles), or a copy that somebody kept
 * @param demanded whether it is a finding that there is no ledger, or that a witness has seen
 *     nothing
 * @param confirmed how many entries the database said that the ledger had confirmed, read before
 *     the ledger was; empty: nothing confirms meanwhile, so the database may be asked afterwards
 */
public record Outside(
    Optional<LedgerContents> ledger,
    List<Witness> witnesses,
    Optional<Path> published,
    boolean demanded,
    OptionalLong confirmed) {

  public Outside {
    witnesses = List.copyOf(witnesses);
  }

  /** Everything that a node has: what is not there was lost. */
  public static Outside ofNode(
      Optional<LedgerContents> ledger, List<Witness> witnesses, Optional<Path> published) {
    return new Outside(ledger, witnesses, published, true, OptionalLong.empty());
  }

  /** The same, read after the database was asked what the ledger had confirmed. */
  public Outside readAfter(long confirmedBefore) {
    return new Outside(ledger, witnesses, published, demanded, OptionalLong.of(confirmedBefore));
  }

  /** What somebody has to hand, who need not have more. */
  public static Outside given(
      Optional<LedgerContents> ledger, List<Witness> witnesses, Optional<Path> published) {
    return new Outside(ledger, witnesses, published, false, OptionalLong.empty());
  }
}
