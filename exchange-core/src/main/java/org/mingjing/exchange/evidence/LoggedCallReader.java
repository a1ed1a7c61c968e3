package org.mingjing.exchange.evidence;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Reads an entry that tells a decision: its body once, from front to back, without a tree. */
final class LoggedCallReader {
  private static final String ENTRY = "entry";
  private static final byte[] KIND = ",\"kind\":\"".getBytes(StandardCharsets.US_ASCII);

  private final long index;
  private final byte[] entry;
  private @Nullable String id;
  private @Nullable String call;
  private @Nullable Instant at;
  private @Nullable String outcome;
  private @Nullable Inputs inputs;
  private @Nullable RecordedDecision decision;

  private LoggedCallReader(long index, byte[] entry) {
    this.index = index;
    this.entry = entry;
  }

  /**
   * The kind of an entry by its wire name, empty if it has none. Of canonical JSON the last {@code
   * kind} is the entry's own: what follows is one text, in which quotes are escaped.
   */
  static String kind(byte[] entry) {
    for (int at = entry.length - KIND.length; at >= 0; at--) {
      if (matches(entry, at)) {
        int from = at + KIND.length;
        int to = from;
        while (to < entry.length && entry[to] != '"') {
          to++;
        }
        return new String(entry, from, to - from, StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static boolean matches(byte[] entry, int at) {
    for (int i = 0; i < KIND.length; i++) {
      if (entry[at + i] != KIND[i]) {
        return false;
      }
    }
    return true;
  }

  /** When an entry was recorded; nothing if it does not say. */
  static Optional<Instant> recordedAt(byte[] entry) {
    try (JsonParser in = JsonMapper.shared().createParser(entry)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = in.currentName().equals("at");
        in.nextToken();
        if (found) {
          return Optional.of(CallEntries.instant(Members.text(in, "at")));
        }
        in.skipChildren();
      }
      return Optional.empty();
    } catch (JacksonException | DateTimeException | Unreadable e) {
      return Optional.empty();
    }
  }

  /** Reads an entry of one of the kinds that tell a decision. */
  static LoggedCall read(long index, byte[] entry) {
    LoggedCallReader reader = new LoggedCallReader(index, entry);
    try (JsonParser in = JsonMapper.shared().createParser(entry)) {
      in.nextToken();
      Members.each(in, ENTRY, name -> reader.member(name, in));
      return reader.call();
    } catch (JacksonException | DateTimeException | IllegalArgumentException | Unreadable e) {
      return new LoggedCall.Opaque(
          index, Optional.ofNullable(reader.call), LoggedCall.Why.UNREADABLE);
    }
  }

  private void member(String name, JsonParser in) {
    switch (name) {
      case "at" -> at = CallEntries.instant(Members.text(in, name));
      case "body" -> Members.each(in, name, inner -> body(inner, in));
      case "id" -> id = Members.text(in, name);
      default -> in.skipChildren();
    }
  }

  private void body(String name, JsonParser in) {
    switch (name) {
      case "call" -> call = Members.text(in, name);
      case "decision" -> {
        if (in.currentToken() != JsonToken.VALUE_NULL) {
          decision = RecordedDecision.read(in, entry);
        }
      }
      case "inputs" -> inputs = InputsReader.read(in);
      case "outcome" -> outcome = Members.text(in, name);
      default -> in.skipChildren();
    }
  }

  private LoggedCall call() {
    Optional<String> known = Optional.ofNullable(call);
    if (at != null && inputs != null && decision != null && id != null) {
      return new LoggedCall.Decided(index, known.orElse(id), at, inputs, decision);
    }
    if (inputs != null || decision != null) {
      return new LoggedCall.Opaque(index, known, LoggedCall.Why.UNREADABLE);
    }
    return new LoggedCall.Opaque(
        index,
        known,
        Ending.INTERRUPTED.equals(outcome)
            ? LoggedCall.Why.INTERRUPTED
            : LoggedCall.Why.NOT_DECIDED);
  }
}
