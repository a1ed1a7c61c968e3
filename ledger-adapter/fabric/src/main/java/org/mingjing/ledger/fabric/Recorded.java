package org.mingjing.ledger.fabric;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.function.Supplier;
import org.mingjing.ledger.LedgerUnavailable;

/**
 * What the contract answers to {@code Append} and {@code Batch}, and tells in its events.
 *
 * @param channel name of the channel
 * @param checkpoint the log's signed checkpoint, as the batch brought it
 * @param first index of its first leaf
 * @param size tree size after it
 * @param transaction id of the transaction that appended it
 */
record Recorded(String channel, String checkpoint, long first, long size, String transaction) {
  /**
   * Reads an answer.
   *
   * @throws LedgerUnavailable when it is none of the contract's
   */
  static Recorded parse(String json) {
    JsonObject answer = object(json);
    return read(
        json,
        () ->
            new Recorded(
                answer.get("channel").getAsString(),
                answer.get("checkpoint").getAsString(),
                answer.get("first").getAsLong(),
                answer.get("size").getAsLong(),
                answer.get("transaction").getAsString()));
  }

  static JsonObject object(String json) {
    return read(json, () -> JsonParser.parseString(json).getAsJsonObject());
  }

  /** A member that is missing or of another type fails in one of these ways. */
  static <T> T read(String json, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | NullPointerException e) {
      throw new LedgerUnavailable("the contract's answer cannot be read: " + json, e);
    }
  }

  /** Whether it is of that log: the first line of a checkpoint is the log's name. */
  boolean isOf(String origin) {
    return checkpoint.startsWith(origin + "\n");
  }
}
