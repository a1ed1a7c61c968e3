package org.mingjing.exchange.evidence;

import java.time.Instant;
import java.util.Optional;
import org.mingjing.policy.Text;

/** How a call ended, or what an application was told, as the log has it. */
public sealed interface LoggedCall {

  /** The entry's index. */
  long index();

  /**
   * It was decided, and the entry keeps all that deciding received.
   *
   * @param call the call's id; the entry's own if it is about no call
   * @param at when it was recorded
   */
  record Decided(long index, String call, Instant at, Inputs inputs, RecordedDecision decision)
      implements LoggedCall {}

  /**
   * It cannot be decided again.
   *
   * @param call the call's id, if it is known
   */
  record Opaque(long index, Optional<String> call, Why why) implements LoggedCall {}

  /** Why an entry cannot be decided again. */
  enum Why {
    NOT_DECIDED(
        "not-decided",
        "所指的内容当时不在目录或登记中，或执行点不能履行义务，未作决定",
        "nothing was decided: it named what was not catalogued or registered then, or an enforcement"
            + " point did not understand the obligations"),
    INTERRUPTED(
        "interrupted",
        "调用中断，由清理程序结束，未保留输入",
        "interrupted and closed by the sweeper, which knows no inputs"),
    UNREADABLE("unreadable", "条目或其输入无法解析", "the entry or its inputs cannot be read"),
    ERASED(
        "erased",
        "内容已不在，种类和时间无从证实",
        "its content is not there any more, so nothing proves its kind and instant"),
    ALTERED("altered", "缺失，或不是日志所承诺的内容", "missing, or not what the log committed to");

    private final String wireName;
    private final String zh;
    private final String en;

    Why(String wireName, String zh, String en) {
      this.wireName = wireName;
      this.zh = zh;
      this.en = en;
    }

    public String wireName() {
      return wireName;
    }

    public Text text() {
      return new Text(zh, en);
    }
  }
}
