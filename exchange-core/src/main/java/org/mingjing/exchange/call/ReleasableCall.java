package org.mingjing.exchange.call;

import java.util.List;
import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.exchange.grants.PermittedCall;

/** An answer reduced as obliged, but not yet recorded: made by {@link Release} alone. */
final class ReleasableCall {
  private final OpenedCall opened;
  private final PermittedCall permitted;
  private final Reduced reduced;

  ReleasableCall(OpenedCall opened, PermittedCall permitted, Reduced reduced) {
    this.opened = opened;
    this.permitted = permitted;
    this.reduced = reduced;
  }

  /**
   * What may leave.
   *
   * @param json {@code records} (an array) or, of a form whose answer is words, {@code matches} or
   *     {@code states} (an object), canonical
   * @param records how many records it stands for
   * @param released the fields in it
   * @param withheld the fields asked for that are not in it, or not in all of its records: a record
   *     whose value a mask withheld has no such member
   * @param unfit the fields of which the source had a value that does not fit the catalogue, in a
   *     record at least: it was withheld, and is unknown where words are answered
   */
  @SuppressWarnings("ArrayRecordComponent") // written out once, never compared
  record Reduced(
      byte[] json, int records, List<String> released, List<String> withheld, List<String> unfit) {}

  OpenedCall opened() {
    return opened;
  }

  /**
   * By what it is released; the permit of the opening, unless policy or grants have changed since.
   */
  PermittedCall permitted() {
    return permitted;
  }

  Reduced reduced() {
    return reduced;
  }
}
