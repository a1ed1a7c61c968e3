package org.mingjing.ledger.fabric;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mingjing.ledger.log.Words;

/** The settings cannot be used; each fault names file and member, in both languages. */
public final class UnusableSettings extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Words> faults;

  UnusableSettings(Path file, List<Words> faults) {
    List<Words> placed =
        faults.stream().map(f -> new Words(file + "：" + f.zh(), file + ": " + f.en())).toList();
    super(placed.stream().map(f -> f.zh() + " / " + f.en()).collect(Collectors.joining("\n")));
    this.faults = placed;
  }

  /** All faults, in the order of the members. */
  public List<Words> faults() {
    return faults;
  }
}
