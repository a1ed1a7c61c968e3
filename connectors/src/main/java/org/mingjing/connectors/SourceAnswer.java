package org.mingjing.connectors;

import java.util.List;

/** What came of a question to a source. */
public sealed interface SourceAnswer {
  /** The records of the subject asked for, none when the source does not know the key. */
  record Fetched(List<SourceRow> rows) implements SourceAnswer {
    /** Keeps the rows as they are. */
    public Fetched {
      rows = List.copyOf(rows);
    }
  }

  /** The groups that were asked for. */
  record Counted(List<SourceGroup> groups) implements SourceAnswer {
    /** Keeps the groups as they are. */
    public Counted {
      groups = List.copyOf(groups);
    }
  }

  /**
   * The source did not give an answer that may be used.
   *
   * @param detail for operators, in English; it never holds an id, a key or a value
   */
  record SourceFailure(Kind kind, String detail) implements SourceAnswer {
    /** What a caller can do about it. */
    public enum Kind {
      /** Not reached, or it says that it cannot now: later it may. */
      UNAVAILABLE,
      /** Reached, but it took too long. */
      TIMEOUT,
      /** Its answer is of no use, and asking again will not change that. */
      REJECTED
    }

    /** A failure of the kind {@code UNAVAILABLE}. */
    public static SourceFailure unavailable(String detail) {
      return new SourceFailure(Kind.UNAVAILABLE, detail);
    }

    /** A failure of the kind {@code TIMEOUT}. */
    public static SourceFailure timeout(String detail) {
      return new SourceFailure(Kind.TIMEOUT, detail);
    }

    /** A failure of the kind {@code REJECTED}. */
    public static SourceFailure rejected(String detail) {
      return new SourceFailure(Kind.REJECTED, detail);
    }
  }
}
