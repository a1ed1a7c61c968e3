package org.mingjing.ledger.verify;

/**
 * The sum of many checks.
 *
 * @param recorded receipts that verified and have no anchor
 * @param anchored receipts that verified and are anchored in the operator's own ledger
 * @param endorsed receipts that verified and are endorsed by organisations that were checked
 * @param unchecked receipts that verified and are endorsed by peers of whom that is not known
 * @param failed receipts that did not verify, files that could not be read among them
 * @param ignored files in the folder that were not looked at, since they are no receipts by name
 */
record Tally(
    long recorded, long anchored, long endorsed, long unchecked, long failed, long ignored) {
  static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0);

  long verified() {
    return recorded + anchored + endorsed + unchecked;
  }

  long receipts() {
    return verified() + failed;
  }

  /** All there are verified, and there are some: an empty folder proves nothing. */
  boolean passed() {
    return failed == 0 && verified() > 0;
  }

  Tally plus(Findings more) {
    return new Tally(
        recorded + more.recorded(),
        anchored + more.anchored(),
        endorsed + more.endorsedChecked(),
        unchecked + more.endorsedUnchecked(),
        failed + more.failures().size(),
        ignored);
  }

  Tally ignoring(long files) {
    return new Tally(recorded, anchored, endorsed, unchecked, failed, files);
  }
}
