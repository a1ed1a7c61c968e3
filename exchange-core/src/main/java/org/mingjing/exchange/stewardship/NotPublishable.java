package org.mingjing.exchange.stewardship;

import java.util.List;
import org.mingjing.policy.Fault;
import org.mingjing.policy.Text;

/**
 * The files do not make a policy, or what is kept is not what the log names: this node must not
 * serve.
 */
public final class NotPublishable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text reason;
  private final transient List<Fault> faults;

  NotPublishable(String zh, String en) {
    super(zh + " / " + en);
    this.reason = new Text(zh, en);
    this.faults = List.of();
  }

  NotPublishable(List<Fault> faults) {
    this(Fault.listed(new Text("策略文件无法加载：", "the policy documents do not load:"), faults), faults);
  }

  private NotPublishable(Text reason, List<Fault> faults) {
    super(reason.zh() + "\n" + reason.en());
    this.reason = reason;
    this.faults = List.copyOf(faults);
  }

  /** What the message says, each language by itself. */
  public Text reason() {
    return reason;
  }

  /** What is wrong in the documents, if that is the reason. */
  public List<Fault> faults() {
    return faults;
  }
}
