package org.mingjing.exchange.stewardship;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.Inputs;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.ResourceId;
import org.mingjing.policy.SystemId;
import org.mingjing.policy.Text;

/**
 * What a draft would have done to the calls of a window. It tells counts, ids of calls and decision
 * inputs; never a subject's tag, a case or an officer.
 *
 * @param entries how many entries the window has, whatever their kind
 * @param changes what becomes of the calls, by the draft beside the live policy
 * @param unknown the calls of which that cannot be said, by reason
 * @param since what has become of them already, by the live policy beside the one that decided
 */
public record ImpactReport(
    Basis basis,
    long entries,
    SortedMap<Change, Part> changes,
    SortedMap<String, Part> unknown,
    SortedMap<Change, Part> since,
    Reproduction reproduction) {

  /** What was compared. */
  public record Basis(Impact.Window window, Digests live, Digests draft, boolean draftsOwnGrants) {
    Basis(Impact.Window window, LivePolicy.Snapshot live, Impact.Draft draft) {
      this(
          window,
          new Digests(live.policy().digest(), live.grants().digest()),
          new Digests(
              draft.policy().digest(),
              draft
                  .grants()
                  .map(grants -> GrantSet.of(draft.policy(), grants).digest())
                  .orElse(live.grants().digest())),
          draft.grants().isPresent());
    }
  }

  /** Policy and grants, as decisions name them. */
  public record Digests(String policy, String grants) {}

  /** What becomes of a call. */
  public enum Change {
    NEWLY_REFUSED("不再允许", "newly refused"),
    NEWLY_PERMITTED("今后允许", "newly permitted"),
    MASKED_DIFFERENTLY("脱敏、不予提供的字段或条数上限不同", "masked, withheld or limited differently"),
    TERMS_CHANGED("其他义务或所依据的授权不同", "other obligations, or another grant"),
    REFUSED_OTHERWISE("仍拒绝，理由变化", "refused still, for another reason"),
    UNCHANGED("不变", "unchanged");

    private final String zh;
    private final String en;

    Change(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    public Text text() {
      return new Text(zh, en);
    }

    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What the draft does not know of a call, so that nothing is decided. */
  public enum Stranger {
    UNKNOWN_RESOURCE("草案没有该资源", "the draft has no such resource"),
    UNKNOWN_FIELD("草案的资源没有其中某个字段", "the draft's resource lacks one of the fields"),
    UNKNOWN_PURPOSE("草案没有登记该用途", "the draft does not register the purpose"),
    UNKNOWN_SYSTEM("草案没有登记该部门的这个系统", "the draft does not register the system of that department");

    private final String zh;
    private final String en;

    Stranger(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    public Text text() {
      return new Text(zh, en);
    }

    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Some of the calls.
   *
   * @param permittedNow how many of them the live policy permits
   * @param groups by falling number; those whose inputs are not known are in none
   * @param examples the newest
   */
  public record Part(
      Text text, long calls, long permittedNow, List<Counted> groups, List<Example> examples) {}

  /** Calls that ask the same of the same. */
  public record Group(ResourceId resource, PurposeId purpose, SystemId system) {}

  /** How many calls are in a group. */
  public record Counted(Group group, long calls) {}

  /**
   * One call.
   *
   * @param index of its entry
   * @param call its id, if it is known
   * @param told absent if its inputs are not known
   */
  public record Example(long index, Optional<String> call, Optional<Told> told) {}

  /**
   * What is known of one call.
   *
   * @param at when it was recorded
   */
  public record Told(Instant at, Inputs inputs, Terms before, Terms after) {}

  /**
   * Whether deciding again comes to what was recorded, by the policy and grants of then.
   *
   * @param notReproduced an alarm: the same inputs under the same digests came to something else
   * @param notCheckable the policy is not kept, or grants or the rules of deciding have changed
   */
  public record Reproduction(long reproduced, Part notReproduced, long notCheckable) {}

  /** How many calls were looked at: all those of the window. */
  public long calls() {
    return sum(changes) + sum(unknown);
  }

  private static long sum(Map<?, Part> parts) {
    return parts.values().stream().mapToLong(Part::calls).sum();
  }
}
