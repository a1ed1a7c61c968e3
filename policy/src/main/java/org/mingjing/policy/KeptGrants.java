package org.mingjing.policy;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Grants as they are kept between starts: canonical JSON, one document each. */
public final class KeptGrants {

  private KeptGrants() {}

  /** The canonical form (RFC 8785) of a grant, in the shape of {@code grants.yaml}. */
  public static byte[] canonical(Grant grant) {
    return GrantDocuments.canonical(grant);
  }

  /**
   * The grants that these documents were kept from, checked anew against the policy.
   *
   * @throws IllegalArgumentException if a document does not load; what was kept has then been
   *     changed
   */
  public static List<Grant> load(Policy policy, Collection<byte[]> documents) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.write('[');
    int written = 0;
    for (byte[] document : documents) {
      if (written++ > 0) {
        list.write(',');
      }
      list.writeBytes(document);
    }
    list.write(']');
    Map<String, byte[]> all = policy.documents();
    all.put(Documents.GRANTS, list.toByteArray());
    Assembly assembly = new Assembly();
    all.forEach(assembly::add);
    return switch (assembly.result()) {
      case LoadResult.Loaded loaded -> loaded.grants();
      case LoadResult.Faulty faulty ->
          throw new IllegalArgumentException(
              "kept grants do not load: " + faulty.faults().getFirst());
    };
  }
}
