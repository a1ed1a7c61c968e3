package org.mingjing.policy.bundle;

import java.util.List;
import org.mingjing.policy.Fault;
import org.mingjing.policy.Text;

/** A bundle or a key that is not taken; nothing of it has been. */
public final class BundleRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Text reason;
  private final transient List<Fault> faults;

  BundleRefused(String code, String zh, String en) {
    this(code, new Text(zh, en), List.of());
  }

  BundleRefused(String code, Text reason, List<Fault> faults) {
    super(code + ": " + reason.zh() + " / " + reason.en());
    this.code = code;
    this.reason = reason;
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, in a word that does not change. */
  public String code() {
    return code;
  }

  /** What is wrong and how to mend it. */
  public Text reason() {
    return reason;
  }

  /** What is wrong in the documents, if that is the reason. */
  public List<Fault> faults() {
    return faults;
  }
}
