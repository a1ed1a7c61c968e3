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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.policy.Grant;
import org.mingjing.policy.Text;
import tools.jackson.databind.JsonNode;

/**
 * How many calls the log opened under each grant on each day, to compare with what was charged: the
 * counts of quotas are not evidence, but who sets one back gives a system more than its grant does.
 */
final class OpenedByGrant {
  /** Entries carry their node's clock, charges the database's; the two agree within this. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  private record Key(LocalDate day, String grant) {}

  /** Calls that were opened on a day for certain, and so near to midnight that it is not. */
  private static final class Opened {
    private long certainly;
    private long perhaps;
  }

  private final Map<Key, Opened> opened = new HashMap<>();

  /** Counts an entry if it opens a call under a grant. */
  void add(JsonNode entry) {
    JsonNode grant = entry.path("body").path("grant");
    if (!entry.path("kind").asString("").equals(EntryKind.CALL_OPENED.wireName())
        || !grant.isString()) {
      return;
    }
    try {
      Instant at = Instant.parse(entry.path("at").asString(""));
      LocalDate earliest = day(at.minus(CLOCKS_DIFFER));
      LocalDate latest = day(at.plus(CLOCKS_DIFFER));
      if (earliest.equals(latest)) {
        of(earliest, grant.asString("")).certainly++;
      } else {
        of(earliest, grant.asString("")).perhaps++;
        of(latest, grant.asString("")).perhaps++;
      }
    } catch (DateTimeException e) {
      // such an entry is a finding already: its column cannot agree
    }
  }

  private Opened of(LocalDate day, String grant) {
    return opened.computeIfAbsent(new Key(day, grant), key -> new Opened());
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, Grant.ZONE);
  }

  /** What was charged otherwise than opened, on the days of which the counts are still kept. */
  List<Text> compare(Connection connection) throws SQLException {
    Map<Key, Long> charged = new HashMap<>();
    LocalDate keptSince;
    try (PreparedStatement query =
            connection.prepareStatement(
                """
                select (now() at time zone 'Asia/Shanghai')::date - 1 as kept_since, day,
                       substring(key from 7) as charged, used
                from (values (1)) one left join quota_use
                  on key like 'grant/%' and substring(key from 7) not like '%/%'
                """);
        ResultSet rows = query.executeQuery()) {
      keptSince = LocalDate.MAX;
      while (rows.next()) {
        keptSince = rows.getObject("kept_since", LocalDate.class);
        if (rows.getString("charged") != null) {
          charged.put(
              new Key(rows.getObject("day", LocalDate.class), rows.getString("charged")),
              rows.getLong("used"));
        }
      }
    }
    Map<String, Text> faults = new TreeMap<>();
    for (Map.Entry<Key, Opened> one : opened.entrySet()) {
      Key key = one.getKey();
      long used = charged.getOrDefault(key, 0L);
      long least = one.getValue().certainly;
      long most = least + one.getValue().perhaps;
      if (!key.day().isBefore(keptSince) && (used < least || used > most)) {
        faults.put(key.toString(), text(key, least, used));
      }
      charged.remove(key);
    }
    charged.forEach((key, used) -> faults.put(key.toString(), text(key, 0, used)));
    return new ArrayList<>(faults.values());
  }

  private static Text text(Key key, long opened, long charged) {
    return new Text(
        "授权 %s 在 %s 开启了 %d 次调用，配额却记了 %d 次：配额计数被改动"
            .formatted(key.grant(), key.day(), opened, charged),
        "under grant %s %d calls were opened on %s, but %d were charged to its quota: the count was changed"
            .formatted(key.grant(), opened, key.day(), charged));
  }
}
