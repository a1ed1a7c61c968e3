package org.mingjing.ledger.canonical;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random JSON documents: the canonical bytes by our writer, and the same document written loosely.
 */
final class RandomDocuments {
  private static final int[] ALPHABET = {
    'a', 'b', 'z', '0', ' ', '"', '\\', '/', '\b', '\t', '\n', '\f', '\r', 0, 0x1f, 0x7f, 0x80,
    0xe9, 0x20ac, 0x4e2d, 0x660e, 0xfb33, 0xfeff, 0xffff, 0x1f600, 0x10ffff
  };

  private final Random random;

  RandomDocuments(long seed) {
    random = new Random(seed);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by the test, not by equals
  record Document(String loose, byte[] canonical) {}

  Document next() {
    var loose = new StringBuilder();
    var canonical = new CanonicalWriter(16);
    object(3, loose, canonical);
    return new Document(loose.toString(), canonical.toByteArray());
  }

  private void value(int depth, StringBuilder loose, CanonicalWriter canonical) {
    switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> string(loose, canonical);
      case 1 -> number(loose, canonical);
      case 2 -> {
        boolean truth = random.nextBoolean();
        loose.append(truth);
        canonical.bool(truth);
      }
      case 3 -> {
        loose.append("null");
        canonical.nullValue();
      }
      case 4 -> array(depth - 1, loose, canonical);
      default -> object(depth - 1, loose, canonical);
    }
  }

  private void string(StringBuilder loose, CanonicalWriter canonical) {
    String text = text();
    loose.append(quoted(text));
    canonical.string(text);
  }

  private void number(StringBuilder loose, CanonicalWriter canonical) {
    long number = (random.nextLong() % CanonicalWriter.MAX_INTEGER) >> random.nextInt(53);
    loose.append(number);
    canonical.number(number);
  }

  private void array(int depth, StringBuilder loose, CanonicalWriter canonical) {
    loose.append("[ ");
    canonical.beginArray();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      loose.append(i == 0 ? "" : " ,\n");
      value(depth, loose, canonical);
    }
    loose.append(']');
    canonical.endArray();
  }

  /** Writes the members in order, and the loose ones shuffled. */
  private void object(int depth, StringBuilder loose, CanonicalWriter canonical) {
    Map<String, String> members = new TreeMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      members.put(text(), "");
    }
    canonical.beginObject();
    for (Map.Entry<String, String> member : members.entrySet()) {
      var value = new StringBuilder();
      canonical.name(member.getKey());
      value(depth, value, canonical);
      member.setValue(quoted(member.getKey()) + " : " + value);
    }
    canonical.endObject();
    List<String> shuffled = new ArrayList<>(members.values());
    Collections.shuffle(shuffled, random);
    loose.append("{ ").append(String.join(" , ", shuffled)).append("\t}");
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.appendCodePoint(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return text.toString();
  }

  /** A JSON string in which each character is escaped or not at random, where both are allowed. */
  private String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escape = c < 0x20 || c == '"' || c == '\\' || random.nextInt(4) == 0;
      quoted.append(escape ? "\\u%04x".formatted((int) c) : Character.toString(c));
    }
    return quoted.append('"').toString();
  }
}
