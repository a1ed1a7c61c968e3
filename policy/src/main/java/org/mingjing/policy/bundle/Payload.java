package org.mingjing.policy.bundle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mingjing.policy.CanonicalJson;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Text;

/**
 * What is signed.
 *
 * @param policy digest of the documents except the grants
 * @param rules version of the rules of deciding
 * @param serial grows from bundle to bundle, from 1
 * @param made when, by the clock of whoever made it; nothing depends on it
 * @param signers the ids of all keys that sign, ascending: a signature taken off is missed
 * @param documents canonical JSON by file name; {@code grants.yaml} among them seeds an exchange
 */
record Payload(
    String policy,
    long rules,
    long serial,
    Instant made,
    List<String> signers,
    Map<String, byte[]> documents) {

  private static final String FORMAT = "mingjing-policy-bundle";
  private static final long VERSION = 1;
  private static final Text WHAT = new Text("策略包所签的内容", "payload of the bundle");

  byte[] toBytes() {
    String held =
        new TreeMap<>(documents)
            .entrySet().stream()
                .map(one ->
                    CanonicalJson.quoted(one.getKey())
                        + ":"
                        + new String(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
    String signing =
        signers.stream().map(CanonicalJson::quoted).collect(Collectors.joining(",", "[", "]"));
    return CanonicalJson.canonical(
        "{\"documents\":{"
            + held
            + "},\"format\":\""
            + FORMAT
            + "\",\"made\":\""
            + made
            + "\",\"policy\":\""
            + policy
            + "\",\"rules\":"
            + rules
            + ",\"serial\":"
            + serial
            + ",\"signers\":"
            + signing
            + ",\"version\":"
            + VERSION
            + "}");
  }

  /**
   * Reads what was signed.
   *
   * @throws BundleRefused if it is nothing that this version knows
   */
  static Payload read(byte[] bytes) {
    Reading reading = new Reading();
    JsonCursor.read(WHAT, bytes, reading::read);
    return reading.payload;
  }

  /** What has been read so far. */
  private static final class Reading {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, byte[]> documents = new LinkedHashMap<>();
    private final List<String> signers = new ArrayList<>();
    private Payload payload =
        new Payload("", 0, 0, Instant.EPOCH, List.of(), Map.of()); // until all is read

    void read(JsonCursor cursor) {
      cursor.object(name -> members.put(name, member(cursor, name)));
      demandFormat(cursor);
      demandRules((Long) get(cursor, "rules"));
      long serial = (Long) get(cursor, "serial");
      if (serial < 1) {
        throw cursor.wrong("serial");
      }
      get(cursor, "signers");
      get(cursor, "documents");
      payload =
          new Payload(
              (String) get(cursor, "policy"),
              (Long) get(cursor, "rules"),
              serial,
              instant(cursor, (String) get(cursor, "made")),
              List.copyOf(signers),
              documents);
    }

    private Object member(JsonCursor cursor, String name) {
      switch (name) {
        case "documents" ->
            cursor.object(
                file -> documents.put(file, cursor.raw(file).getBytes(StandardCharsets.UTF_8)));
        case "signers" -> cursor.array(() -> signers.add(cursor.string(name)));
        case "format", "made", "policy" -> {
          return cursor.string(name);
        }
        case "rules", "serial", "version" -> {
          return cursor.integer(name);
        }
        default -> throw cursor.unknown(name);
      }
      return name;
    }

    private Object get(JsonCursor cursor, String name) {
      Object value = members.get(name);
      if (value == null) {
        throw cursor.missing(name);
      }
      return value;
    }

    private void demandFormat(JsonCursor cursor) {
      if (!get(cursor, "format").equals(FORMAT)) {
        throw new BundleRefused(
            "unknown-format",
            "所签的内容不是 " + FORMAT + "；请给出策略包",
            "what was signed is not of format " + FORMAT + "; give a policy bundle");
      }
      if (!get(cursor, "version").equals(VERSION)) {
        throw new BundleRefused(
            "unknown-version",
            "不认识此格式版本，只认识 " + VERSION + "；请用与本节点相同的版本重新生成",
            "this version of the format is unknown, only "
                + VERSION
                + " is known; make the bundle again with this node's version");
      }
    }

    private static void demandRules(long rules) {
      if (rules != Policy.VERSION) {
        throw new BundleRefused(
            "unknown-rules",
            "策略包按决定规则第 %d 版制作，本版本按第 %d 版决定；请用与本节点相同的版本重新生成".formatted(rules, Policy.VERSION),
            "the bundle was made for version %d of the rules of deciding, and this build decides by %d; make it again with this node's version"
                .formatted(rules, Policy.VERSION));
      }
    }

    private static Instant instant(JsonCursor cursor, String text) {
      try {
        Instant made = Instant.parse(text);
        if (made.toString().equals(text)) {
          return made;
        }
      } catch (DateTimeParseException e) {
        // said below: it is no instant
      }
      throw cursor.wrong("made");
    }
  }
}
