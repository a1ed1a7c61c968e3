package org.mingjing.policy;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts by field in the order asked, over a list: for the few fields of a call looking through
 * it is as fast as a hash table, and making it costs nothing. Cannot be changed.
 */
final class VerdictMap extends AbstractMap<String, FieldVerdict> {

  private final List<FieldVerdict> verdicts;

  /** {@code verdicts} has each field once, and is not changed afterwards. */
  VerdictMap(List<FieldVerdict> verdicts) {
    this.verdicts = verdicts;
  }

  @Override
  public @Nullable FieldVerdict get(Object field) {
    for (FieldVerdict verdict : verdicts) {
      if (verdict.field().equals(field)) {
        return verdict;
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object field) {
    return get(field) != null;
  }

  @Override
  public Set<Entry<String, FieldVerdict>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return verdicts.size();
      }

      @Override
      public Iterator<Entry<String, FieldVerdict>> iterator() {
        return verdicts.stream()
            .<Entry<String, FieldVerdict>>map(verdict -> Map.entry(verdict.field(), verdict))
            .iterator();
      }
    };
  }
}
