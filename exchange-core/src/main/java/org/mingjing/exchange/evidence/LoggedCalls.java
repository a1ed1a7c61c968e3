package org.mingjing.exchange.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.log.LogRefused;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;

/**
 * Reads the decisions of a stretch of the log, believing no row that is not under its signed
 * checkpoint: kind and instant are told by what was committed to, not by columns, so that none is
 * left out. For one thread and one connection; what was erased meanwhile is told as erased.
 */
public final class LoggedCalls {
  /** The kinds of entry that tell a decision with its inputs. */
  private static final Set<String> DECISIONS =
      Stream.of(EntryKind.CALL_CLOSED, EntryKind.CALL_REFUSED, EntryKind.DECISION_GIVEN)
          .map(EntryKind::wireName)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * By how much an entry may stand beside its place in time: a log may be waited for a minute, and
   * the clocks of nodes agree within seconds.
   */
  private static final Duration DISORDER = Duration.ofMinutes(10);

  private static final int FETCH = 512;
  private static final int MOST_IN_DOUBT = 1000;

  private final Connection connection;
  private final Checkpoint head;
  private final ProvenLeaves leaves;

  private LoggedCalls(Connection connection, Checkpoint head) {
    this.connection = connection;
    this.head = head;
    this.leaves = new ProvenLeaves(connection, head);
  }

  /**
   * Reads under the newest checkpoint; the connection becomes one that only reads, in transactions.
   */
  public static LoggedCalls newest(Connection connection, NoteVerifier verifier)
      throws SQLException {
    return under(connection, StoredLog.checkpoint(connection).map(verifier::open));
  }

  private static LoggedCalls under(Connection connection, Optional<Checkpoint> head)
      throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false); // so that rows come a few at a time
    return new LoggedCalls(
        connection, head.orElseThrow(() -> new LogRefused("日志为空", "the log is empty")));
  }

  /** The same log at the same size, read by another connection. */
  public LoggedCalls by(Connection other) throws SQLException {
    return under(other, Optional.of(head));
  }

  /**
   * A part of the log.
   *
   * @param first index of its first entry
   * @param end index after its last
   */
  public record Stretch(long first, long end) {}

  /** What the instants of entries have to lie in; {@code until} is not included. */
  public record Span(Instant from, Instant until) {
    boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  /** Who is told of each decision. */
  @FunctionalInterface
  public interface Reader {
    void accept(LoggedCall call) throws SQLException;
  }

  /** A stretch that has every entry of the span, and a few more. */
  public Stretch around(Span span) throws SQLException {
    return new Stretch(
        firstFrom(span.from().minus(DISORDER)), firstFrom(span.until().plus(DISORDER)));
  }

  private long firstFrom(Instant instant) throws SQLException {
    long low = 0;
    long high = head.size();
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (recorded(middle).isBefore(instant)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** When an entry was recorded, or the next one of which that is certain. */
  private Instant recorded(long index) throws SQLException {
    try (PreparedStatement query = rows(index, Math.min(head.size(), index + MOST_IN_DOUBT));
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        Row row = Row.of(rows);
        Optional<Instant> at =
            row.erased() ? Optional.empty() : LoggedCallReader.recordedAt(row.body());
        if (at.isPresent() && row.holds(leaves)) {
          return at.get();
        }
      }
    }
    if (index + MOST_IN_DOUBT >= head.size()) {
      return Instant.MAX;
    }
    throw new LogRefused(
        "条目 %d 起的 %d 条均不是日志所承诺的内容：请运行 fsck".formatted(index, MOST_IN_DOUBT),
        "none of %d entries from %d on is what the log committed to: run fsck"
            .formatted(MOST_IN_DOUBT, index));
  }

  /** Hands out the decisions of the span; returns how many entries it has, whatever their kind. */
  public long read(Stretch stretch, Span span, Reader reader) throws SQLException {
    long end = Math.min(stretch.end(), head.size());
    long expected = stretch.first();
    long entries = 0;
    leaves.expect(stretch.first(), end);
    try (PreparedStatement query = rows(stretch.first(), end);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        Row row = Row.of(rows);
        for (; expected < row.index(); expected++) {
          reader.accept(opaque(expected, LoggedCall.Why.ALTERED));
        }
        expected++;
        entries += row.tell(leaves, span, reader);
      }
    }
    for (; expected < end; expected++) {
      reader.accept(opaque(expected, LoggedCall.Why.ALTERED));
    }
    connection.commit();
    return entries;
  }

  private PreparedStatement rows(long first, long end) throws SQLException {
    PreparedStatement query =
        connection.prepareStatement(
            """
            select index, salt, body, commitment from entry
            where index >= ? and index < ? order by index
            """);
    query.setFetchSize(FETCH);
    query.setLong(1, first);
    query.setLong(2, end);
    return query;
  }

  private static LoggedCall opaque(long index, LoggedCall.Why why) {
    return new LoggedCall.Opaque(index, Optional.empty(), why);
  }

  /** A row; nothing is believed of its columns but what is proven. */
  @SuppressWarnings("ArrayRecordComponent") // hashed, never compared
  private record Row(long index, byte @Nullable [] salt, byte[] body, byte[] commitment) {
    private static final byte[] NOTHING = {};

    static Row of(ResultSet row) throws SQLException {
      byte[] salt = row.getBytes(2);
      byte[] body = row.getBytes(3);
      boolean there = salt != null && body != null;
      return new Row(row.getLong(1), there ? salt : null, there ? body : NOTHING, row.getBytes(4));
    }

    boolean erased() {
      return salt == null;
    }

    boolean holds(ProvenLeaves leaves) {
      if (salt == null) {
        return commitment.length == Hash.LENGTH
            && leaves.holds(index, Leaves.leafHash(Hash.of(commitment)));
      }
      return salt.length == Leaves.SALT_BYTES
          && leaves.holds(index, Leaves.leafHash(Leaves.commitment(salt, body)));
    }

    /** 1 if it is in the span. */
    int tell(ProvenLeaves leaves, Span span, Reader reader) throws SQLException {
      if (!holds(leaves)) {
        reader.accept(opaque(index, LoggedCall.Why.ALTERED));
        return 1;
      }
      if (erased()) {
        reader.accept(opaque(index, LoggedCall.Why.ERASED)); // nobody knows what it was, or when
        return 1;
      }
      if (!DECISIONS.contains(LoggedCallReader.kind(body))) {
        return inSpan(span) ? 1 : 0;
      }
      LoggedCall call = LoggedCallReader.read(index, body);
      boolean counts =
          call instanceof LoggedCall.Decided decided ? span.holds(decided.at()) : inSpan(span);
      if (counts) {
        reader.accept(call);
      }
      return counts ? 1 : 0;
    }

    /** What does not say when it was recorded counts. */
    private boolean inSpan(Span span) {
      return LoggedCallReader.recordedAt(body).map(span::holds).orElse(true);
    }
  }
}
