package org.mingjing.exchange.operations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.policy.Grant;
import org.mingjing.policy.Text;
import tools.jackson.databind.JsonNode;

/**
 * How many calls the log opened under each grant on the days of which the counts are still kept, to
 * compare with what was charged: the counts are not evidence, but who sets one back gives a system
 * more than its grant does. A grant's own count and the sum of its subjects' counts are compared;
 * the limits on open fields are not, for an opening does not tell them.
 */
final class OpenedByGrant {
  /**
   * Entries carry their node's clock at the call, charges the database's at the commit: a log may
   * be waited for a minute, a statement takes 10 s at most, and clocks differ by some seconds.
   */
  private static final Duration DIFFER = Duration.ofSeconds(90);

  /** A decision names its grant beside its kind only if it was given as a permit. */
  private static final Set<String> CHARGED =
      Set.of(EntryKind.CALL_OPENED.wireName(), EntryKind.DECISION_GIVEN.wireName());

  private record Key(LocalDate day, String grant) {}

  /** Calls that were opened on a day for certain, and so near to midnight that it is not. */
  private static final class Opened {
    private long certainly;
    private long perhaps;
  }

  private final LocalDate keptSince;
  private final Map<Key, Opened> opened = new HashMap<>();

  private OpenedByGrant(LocalDate keptSince) {
    this.keptSince = keptSince;
  }

  static OpenedByGrant asOf(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select (now() at time zone 'Asia/Shanghai')::date - 1");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return new OpenedByGrant(rows.getObject(1, LocalDate.class));
    }
  }

  /** Counts an entry if it opens a call under a grant, or permits one to somebody else. */
  void add(JsonNode entry) {
    JsonNode grant = entry.path("body").path("grant");
    if (!CHARGED.contains(entry.path("kind").asString("")) || !grant.isString()) {
      return;
    }
    try {
      Instant at = Instant.parse(entry.path("at").asString(""));
      LocalDate earliest = day(at.minus(DIFFER));
      LocalDate latest = day(at.plus(DIFFER));
      if (earliest.equals(latest)) {
        of(earliest, grant).ifPresent(count -> count.certainly++);
      } else {
        of(earliest, grant).ifPresent(count -> count.perhaps++);
        of(latest, grant).ifPresent(count -> count.perhaps++);
      }
    } catch (DateTimeException e) {
      // such an entry is a finding already: its column cannot agree
    }
  }

  private Optional<Opened> of(LocalDate day, JsonNode grant) {
    return day.isBefore(keptSince)
        ? Optional.empty()
        : Optional.of(
            opened.computeIfAbsent(new Key(day, grant.asString("")), key -> new Opened()));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, Grant.ZONE);
  }

  /** What was charged otherwise than opened. */
  List<Text> compare(Connection connection) throws SQLException {
    List<Text> faults = new ArrayList<>();
    for (boolean bySubject : new boolean[] {false, true}) {
      Map<Key, Long> charged = charged(connection, bySubject);
      Set<Key> keys = new HashSet<>(opened.keySet());
      keys.addAll(charged.keySet());
      keys.stream()
          .sorted(Comparator.comparing(Key::day).thenComparing(Key::grant))
          .forEach(key -> compare(key, charged.getOrDefault(key, 0L), bySubject, faults));
    }
    return faults;
  }

  private void compare(Key key, long used, boolean bySubject, List<Text> faults) {
    Opened calls = opened.getOrDefault(key, new Opened());
    if (used < calls.certainly || used > calls.certainly + calls.perhaps) {
      faults.add(text(key, calls.certainly, used, bySubject));
    }
  }

  private Map<Key, Long> charged(Connection connection, boolean bySubject) throws SQLException {
    Map<Key, Long> charged = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select day, split_part(key, '/', 2) as charged, sum(used) as used from quota_use
            where key like 'grant/%' and (key like 'grant/%/%') = ? and day >= ? group by 1, 2
            """)) {
      query.setBoolean(1, bySubject);
      query.setObject(2, keptSince);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          charged.put(
              new Key(rows.getObject("day", LocalDate.class), rows.getString("charged")),
              rows.getLong("used"));
        }
      }
    }
    return charged;
  }

  private static Text text(Key key, long opened, long charged, boolean bySubject) {
    String zh = bySubject ? "各对象的配额" : "配额";
    String en = bySubject ? "its quotas by subject" : "its quota";
    return new Text(
        "授权 %s 在 %s 开启了 %d 次调用，%s却记了 %d 次：配额计数被改动"
            .formatted(key.grant(), key.day(), opened, zh, charged),
        "under grant %s %d calls were opened on %s, but %d were charged to %s: the count was changed"
            .formatted(key.grant(), opened, key.day(), charged, en));
  }
}
