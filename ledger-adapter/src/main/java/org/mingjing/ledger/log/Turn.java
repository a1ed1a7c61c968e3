package org.mingjing.ledger.log;

import java.util.UUID;

/**
 * One place in a story: the database keeps it unique, so whoever loses the race for it has not
 * written.
 *
 * @param of the story, for example a call id
 * @param number the place in it: 0 opens, 1 ends
 */
public record Turn(UUID of, int number) {
  public static final int OPENING = 0;
  public static final int ENDING = 1;

  public Turn {
    if (number < 0 || number > Short.MAX_VALUE) {
      throw new IllegalArgumentException("a turn has a number from 0 to 32767, not " + number);
    }
  }
}
