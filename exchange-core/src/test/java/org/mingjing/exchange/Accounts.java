package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.mingjing.ledger.verify.Verdict;
import tools.jackson.databind.JsonNode;

/**
 * Holds what callers were told against what the log says: nothing may have left without a record.
 */
final class Accounts {
  private static final String OPEN_CALLS =
      """
      select count(*) from entry o where o.turn = 0
      and not exists (select 1 from entry e where e.turn_of = o.turn_of and e.turn = 1)
      """;

  /** Per grant how often it was charged, a subject's own counters left out. */
  private static final String CHARGED =
      """
      select substring(key from 7) as charged, sum(used) from quota_use where key like 'grant/%'
      and substring(key from 7) not like '%/%' group by 1
      """;

  private final Installation installation;
  private final List<Reply> replies = new ArrayList<>();

  Accounts(Installation installation) {
    this.installation = installation;
  }

  void add(Load load) {
    replies.addAll(load.replies());
  }

  void add(Reply reply) {
    replies.add(reply);
  }

  int replies() {
    return replies.size();
  }

  /** Waits until the sweeper has closed what was left open. */
  void awaitNoOpenCall(Duration patience) throws SQLException, InterruptedException {
    Instant until = Instant.now().plus(patience);
    while (openCalls() > 0) {
      assertThat(Instant.now()).as("calls are still open").isBefore(until);
      Thread.sleep(100);
    }
  }

  private long openCalls() throws SQLException {
    try (Connection connection = installation.superuser();
        PreparedStatement query = connection.prepareStatement(OPEN_CALLS);
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** The entries of one call, in order. */
  List<StoredEntry> ofCall(UUID call) throws SQLException {
    return StoredEntry.from(installation, 0).stream()
        .filter(entry -> entry.call().filter(call::equals).isPresent())
        .toList();
  }

  /**
   * Checks everything.
   *
   * @return the calls that the log calls answered and no caller has an answer to
   */
  Set<UUID> balance() throws SQLException, IOException {
    List<StoredEntry> entries = StoredEntry.from(installation, 0);
    everyOpenedCallHasOneEnding(entries);
    everyOpenedCallIsChargedOnce(entries);
    Map<Long, StoredEntry> byIndex =
        entries.stream().collect(Collectors.toMap(StoredEntry::index, entry -> entry));
    String logKey = installation.logKey();
    Set<String> answered = new HashSet<>();
    for (Reply reply : replies) {
      if (reply.hasReceipt()) {
        recordedAsTold(reply, byIndex, logKey);
      }
      if (reply.status() == 200) {
        assertThat(reply.hasReceipt()).as(reply.toString()).isTrue();
        assertThat(answered.add(reply.callId())).as("call ids are distinct").isTrue();
      }
    }
    assertThat(installation.fsck().findings()).isEmpty();
    return entries.stream()
        .filter(entry -> entry.outcome().equals("answered"))
        .map(entry -> entry.call().orElseThrow())
        .filter(call -> !answered.contains(call.toString()))
        .collect(Collectors.toSet());
  }

  private static Instant instant(JsonNode text) {
    return Instant.parse(text.asString(""));
  }

  private static void everyOpenedCallHasOneEnding(List<StoredEntry> entries) {
    Set<UUID> opened = new HashSet<>();
    Set<UUID> ended = new HashSet<>();
    Map<UUID, Instant> deadlines = new HashMap<>();
    for (StoredEntry entry : entries) {
      if (entry.kind() == StoredEntry.OPENED) {
        assertThat(opened.add(entry.call().orElseThrow())).as("opened twice").isTrue();
        deadlines.put(entry.call().get(), instant(entry.json().path("body").path("deadline")));
      } else if (entry.call().isPresent()) {
        assertThat(ended.add(entry.call().get())).as("ended twice").isTrue();
        boolean refusedAtOnce =
            entry.kind() == StoredEntry.REFUSED && !entry.json().path("body").has("opened");
        assertThat(opened.contains(entry.call().get())).isNotEqualTo(refusedAtOnce);
        if (entry.outcome().equals("interrupted")) {
          assertThat(instant(entry.json().path("at")))
              .as("nobody interrupts a call that still has time")
              .isAfterOrEqualTo(deadlines.get(entry.call().get()));
        }
      }
    }
    opened.removeAll(ended);
    assertThat(opened).as("opened and never ended").isEmpty();
  }

  /**
   * Whatever became of it, and whichever node died: a call counts where it was opened, and once.
   */
  private void everyOpenedCallIsChargedOnce(List<StoredEntry> entries) throws SQLException {
    Map<String, Long> opened =
        entries.stream()
            .filter(entry -> entry.kind() == StoredEntry.OPENED)
            .map(entry -> entry.json().path("body").path("grant"))
            .filter(JsonNode::isString)
            .collect(Collectors.groupingBy(grant -> grant.asString(""), Collectors.counting()));
    Map<String, Long> charged = new HashMap<>();
    try (Connection connection = installation.superuser();
        PreparedStatement query = connection.prepareStatement(CHARGED);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        charged.put(rows.getString(1), rows.getLong(2));
      }
    }
    assertThat(charged).isEqualTo(opened).isNotEmpty();
  }

  /**
   * The receipt is of the very entry that the log holds, and that says what the caller was told.
   */
  private static void recordedAsTold(Reply reply, Map<Long, StoredEntry> byIndex, String logKey) {
    assertThat(reply.verdict(logKey)).as(reply.toString()).isInstanceOf(Verdict.Verified.class);
    long index = reply.body().path("receipt").path("index").asLong(-1);
    StoredEntry entry =
        Optional.ofNullable(byIndex.get(index))
            .orElseThrow(() -> new AssertionError("the entry is gone of " + reply));
    assertThat(reply.entry()).isEqualTo(entry.json());
    assertThat(entry.call().orElseThrow()).hasToString(reply.callId());
    assertThat(entry.outcome()).isEqualTo(reply.status() == 200 ? "answered" : reply.code());
  }
}
