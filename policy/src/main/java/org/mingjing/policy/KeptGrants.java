package org.mingjing.policy;

import java.util.Collection;
import java.util.List;

/** Grants as they are kept between starts: canonical JSON, one document each. */
public final class KeptGrants {

  private KeptGrants() {}

  /** The canonical form (RFC 8785) of a grant, in the shape of {@code grants.yaml}. */
  public static byte[] canonical(Grant grant) {
    return GrantDocuments.canonical(grant);
  }

  /**
   * The grants that these documents were kept from. Their form is checked, and how long they last;
   * a policy may have become stricter since they were given, and {@link Decider} refuses what it no
   * longer allows.
   *
   * @throws IllegalArgumentException if a document is not a grant, lasts longer than a grant may,
   *     or two have one id; what was kept has then been changed
   */
  public static List<Grant> load(Collection<byte[]> documents) {
    Draft draft = new Draft();
    draft.departments.markIncomplete(); // so that references are not looked up
    GrantReader reader = new GrantReader(draft);
    int number = 0;
    for (byte[] document : documents) {
      String name = "kept grant " + ++number;
      JsonReader.read(name, document, draft.faults).ifPresent(reader::kept);
    }
    if (!draft.faults.none()) {
      throw new IllegalArgumentException(
          "kept grants do not load: " + draft.faults.sorted().getFirst());
    }
    return draft.seed();
  }
}
