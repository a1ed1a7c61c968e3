package org.mingjing.policy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Adds a golden set; run by hand, never by the build:
 *
 * <pre>mvn -pl policy test -Dtest=GoldenSetAdding -Dgolden.name=NAME -Dgolden.folder=FOLDER</pre>
 *
 * where FOLDER holds policy documents, {@code ../config/policy} for those that ship. Sets that are
 * there stay as they are.
 */
class GoldenSetAdding {

  @Test
  void add() throws IOException {
    String name = System.getProperty("golden.name", "");
    Path from = Path.of(System.getProperty("golden.folder", ""));
    GoldenSet added = GoldenSet.add(GoldenSet.ROOT, name, TestPolicies.loaded(from));
    System.out.println(added + " " + added.facts());
  }
}
