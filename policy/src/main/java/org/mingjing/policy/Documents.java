package org.mingjing.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The kept form of a policy: canonical JSON by file name. */
final class Documents {

  static final String DEPARTMENTS = "departments.yaml";
  static final String INSTRUMENTS = "instruments.yaml";
  static final String PURPOSES = "purposes.yaml";
  static final String NEGATIVE_LIST = "negative-list.yaml";
  static final String SYSTEMS = "systems.yaml";
  static final String CATALOGUE = "catalogue/";
  static final String CALENDAR = "calendar/";
  static final String GRANTS = "grants.yaml";
  static final String TESTS = "tests/";

  private Documents() {}

  /** Digest of one canonical object that holds every document under its file name. */
  static String digest(Map<String, byte[]> documents) {
    String whole =
        new TreeMap<>(documents)
            .entrySet().stream()
                .map(entry ->
                    CanonicalJson.quoted(entry.getKey())
                        + ":"
                        + CanonicalJson.text(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    return CanonicalJson.digest(CanonicalJson.canonical(whole));
  }

  static Policy reload(Map<String, byte[]> documents, Assembly assembly) {
    new TreeMap<>(documents).forEach(assembly::add);
    return switch (assembly.result()) {
      case LoadResult.Faulty faulty ->
          throw new IllegalArgumentException(
              "kept documents do not load: " + faulty.faults().getFirst());
      case LoadResult.Loaded loaded -> unchanged(loaded.policy(), documents);
    };
  }

  private static Policy unchanged(Policy policy, Map<String, byte[]> documents) {
    Map<String, byte[]> canonical = policy.documents();
    documents.forEach((name, bytes) -> {
      if (!Arrays.equals(bytes, canonical.getOrDefault(name, new byte[0]))) {
        throw new IllegalArgumentException("kept document " + name + " is not canonical");
      }
    });
    return policy;
  }
}
