package org.mingjing.ledger.verify;

import java.util.List;
import java.util.Map;

/** A JSON value as a receipt may hold it. */
sealed interface Json {
  /** An object, and where it stands in the file, in bytes. */
  record Members(Map<String, Json> values, int start, int end) implements Json {}

  record Items(List<Json> values) implements Json {}

  record Chars(String value) implements Json {}

  record Whole(long value) implements Json {}

  record Truth(boolean value) implements Json {}

  record Nothing() implements Json {}
}
