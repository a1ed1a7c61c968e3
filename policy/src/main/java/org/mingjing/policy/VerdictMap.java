package org.mingjing.policy;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts by field in the order asked, over a list: for the few fields of a call looking through
 * it is as fast as a hash table. They are drawn when somebody reads the first of them, which
 * deciding does not. Cannot be changed.
 */
final class VerdictMap extends AbstractMap<String, FieldVerdict> {

  private final Supplier<List<FieldVerdict>> drawing;

  /** Threads that read it at once may draw it twice; what they draw is equal. */
  private volatile @Nullable List<FieldVerdict> drawn;

  /** {@code drawing} gives each field once, and the same whenever it is asked. */
  VerdictMap(Supplier<List<FieldVerdict>> drawing) {
    this.drawing = drawing;
  }

  private List<FieldVerdict> verdicts() {
    List<FieldVerdict> verdicts = drawn;
    if (verdicts == null) {
      verdicts = drawing.get();
      drawn = verdicts;
    }
    return verdicts;
  }

  @Override
  public @Nullable FieldVerdict get(Object field) {
    for (FieldVerdict verdict : verdicts()) {
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
        return verdicts().size();
      }

      @Override
      public Iterator<Entry<String, FieldVerdict>> iterator() {
        return verdicts().stream()
            .<Entry<String, FieldVerdict>>map(verdict -> Map.entry(verdict.field(), verdict))
            .iterator();
      }
    };
  }
}
