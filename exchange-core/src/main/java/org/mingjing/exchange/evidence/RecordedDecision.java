package org.mingjing.exchange.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mingjing.policy.Decision;
import org.mingjing.policy.GrantId;
import org.mingjing.policy.Mask;
import org.mingjing.policy.Obligation;
import org.mingjing.policy.Permit;
import org.mingjing.policy.Refusal;
import org.mingjing.policy.RefusalCode;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A decision as an entry tells it. Wording is not part of it: a refusal's reasons are, for each
 * field, but not the changes that would permit it, which are found by a search.
 */
public final class RecordedDecision {
  private static final String DECISION = "decision";
  private static final String OBLIGATIONS = "obligations";

  private boolean permitted;
  private Optional<RefusalCode> code = Optional.empty();
  private Optional<GrantId> grant = Optional.empty();
  private String policy = "";
  private String grants = "";
  private int version;
  private final Set<String> leaving = new HashSet<>();
  private final List<Obligation> obligations = new ArrayList<>();
  private byte[] fields = {};

  private RecordedDecision() {}

  /** Reads the object on which the parser of {@code entry} stands. */
  static RecordedDecision read(JsonParser in, byte[] entry) {
    RecordedDecision decision = new RecordedDecision();
    Members.each(in, DECISION, name -> decision.member(name, in, entry));
    Members.demand(decision.permitted == decision.code.isEmpty(), DECISION);
    return decision;
  }

  private void member(String name, JsonParser in, byte[] entry) {
    switch (name) {
      case "code" ->
          code =
              Optional.of(
                  RefusalCode.of(Members.text(in, name)).orElseThrow(() -> new Unreadable(name)));
      case "effect" -> permitted = Members.text(in, name).equals("permit");
      case "fields" -> fields(in, entry);
      case "grant" -> grant = grant(in);
      case "grants" -> grants = Members.text(in, name);
      case OBLIGATIONS -> obligations(in);
      case "policy" -> policy = Members.text(in, name);
      case "version" -> version = Members.number(in, name);
      default -> in.skipChildren();
    }
  }

  private static Optional<GrantId> grant(JsonParser in) {
    return in.currentToken() == JsonToken.VALUE_NULL
        ? Optional.empty()
        : Optional.of(new GrantId(Members.text(in, "grant")));
  }

  private void fields(JsonParser in, byte[] entry) {
    int from = (int) in.currentTokenLocation().getByteOffset();
    Members.each(
        in,
        "fields",
        field ->
            Members.each(
                in,
                field,
                member -> {
                  if (member.equals("permitted") && Members.bool(in, member)) {
                    leaving.add(field);
                  }
                  in.skipChildren();
                }));
    fields = Arrays.copyOfRange(entry, from, (int) in.currentLocation().getByteOffset());
  }

  private void obligations(JsonParser in) {
    Members.demand(in.currentToken() == JsonToken.START_ARRAY, OBLIGATIONS);
    while (in.nextToken() != JsonToken.END_ARRAY) {
      Terms terms = new Terms();
      Members.each(in, OBLIGATIONS, name -> terms.member(name, in));
      obligations.add(terms.obligation());
    }
  }

  /** The members of one obligation. */
  private static final class Terms {
    private String kind = "";
    private String field = "";
    private String mask = "";
    private int number;

    void member(String name, JsonParser in) {
      switch (name) {
        case "days", "records" -> number = Members.number(in, name);
        case "field" -> field = Members.text(in, name);
        case "fulfilment" -> Members.text(in, name);
        case "kind" -> kind = Members.text(in, name);
        case "mask" -> mask = Members.text(in, name);
        default -> throw new Unreadable(OBLIGATIONS);
      }
    }

    Obligation obligation() {
      return switch (kind) {
        case "mask" ->
            new Obligation.MaskField(
                field, Mask.of(mask).orElseThrow(() -> new Unreadable(OBLIGATIONS)));
        case "withhold" -> new Obligation.WithholdField(field);
        case "limit-records" -> new Obligation.LimitRecords(number);
        case "retain" -> new Obligation.Retain(number);
        case "no-onward-use" -> new Obligation.NoOnwardUse();
        default -> throw new Unreadable(OBLIGATIONS);
      };
    }
  }

  public boolean permitted() {
    return permitted;
  }

  /** Why not, of a refusal. */
  public Optional<RefusalCode> code() {
    return code;
  }

  /** The grant that a permit relied on. */
  public Optional<GrantId> grant() {
    return grant;
  }

  public List<Obligation> obligations() {
    return obligations;
  }

  /** The fields that deciding let leave, the subject key among them if it did. */
  public Set<String> leaving() {
    return leaving;
  }

  /** Digest of the policy that decided. */
  public String policy() {
    return policy;
  }

  /** Digest of the grants that were in force. */
  public String grants() {
    return grants;
  }

  /** Version of the rules of deciding. */
  public int version() {
    return version;
  }

  /**
   * Whether deciding again came to this, to the letter: effect, code, grant, obligations, and each
   * field's verdict with rule, grant, legal basis and reason. A call that a quota refused was
   * permitted by deciding itself, and no more than that is compared.
   */
  public boolean isReproducedBy(Decision again) {
    if (code.filter(RefusalCode.QUOTA_EXCEEDED::equals).isPresent()) {
      return again instanceof Permit;
    }
    boolean same =
        switch (again) {
          case Permit permit ->
              permitted && grant.equals(permit.grant()) && obligations.equals(permit.obligations());
          case Refusal refusal -> code.equals(Optional.of(refusal.code()));
        };
    return same && Arrays.equals(fields, DecisionJson.fields(again));
  }
}
