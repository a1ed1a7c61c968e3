package org.mingjing.connectors;

/**
 * How a connection does, as the calls on it have seen since the start.
 *
 * @param running calls under way now
 * @param answered calls that the system answered, whatever it said
 * @param failed calls that found it unavailable or too slow
 * @param refused calls that it was spared: too many at once or a second, or while it rested
 */
public record SourceHealth(
    String connection, State state, int running, long answered, long failed, long refused) {
  /** Whether it is asked. */
  public enum State {
    /** It is. */
    IN_USE,
    /** It was left alone, and a few calls try it again. */
    ON_TRIAL,
    /** Too many calls failed: it is left alone for a while. */
    RESTING
  }
}
