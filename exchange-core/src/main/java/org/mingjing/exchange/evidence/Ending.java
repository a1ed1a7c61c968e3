package org.mingjing.exchange.evidence;

import java.util.List;

/**
 * How a call ended, for its last entry.
 *
 * @param outcome "answered", or the code of the problem
 * @param records how many records were released
 * @param released the fields that left
 * @param withheld the fields asked for that did not
 * @param unfit the fields of which the source had a value that does not fit the catalogue
 * @param answer the released part of the answer as canonical JSON, for its keyed digest; empty if
 *     nothing left
 */
@SuppressWarnings("ArrayRecordComponent") // digested once, never compared
public record Ending(
    String outcome,
    int records,
    List<String> released,
    List<String> withheld,
    List<String> unfit,
    byte[] answer) {
  public static final String ANSWERED = "answered";
  public static final String INTERRUPTED = "interrupted";

  /** An ending with which nothing left. */
  public static Ending nothingReleased(String outcome) {
    return new Ending(outcome, 0, List.of(), List.of(), List.of(), new byte[0]);
  }
}
