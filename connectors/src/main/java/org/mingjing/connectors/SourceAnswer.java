package org.mingjing.connectors;

import java.util.List;
import java.util.Set;

/** What came of a question to a source. */
public sealed interface SourceAnswer {
  /**
   * The records of the subject asked for, none when the source does not know the key.
   *
   * @param compared the fields that the source has compared with their limits: in place of their
   *     value stands {@link #KEEPS} or {@link #BREAKS}
   */
  record Fetched(List<SourceRow> rows, Set<String> compared) implements SourceAnswer {
    /** A number keeps to its limit. */
    public static final String KEEPS = "keeps";

    /** A number does not keep to its limit. */
    public static final String BREAKS = "breaks";

    /** Keeps the rows as they are. */
    public Fetched {
      rows = List.copyOf(rows);
      compared = Set.copyOf(compared);
    }

    /** Records with all their values. */
    public Fetched(List<SourceRow> rows) {
      this(rows, Set.of());
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
