package org.mingjing.exchange.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mingjing.connectors.SourceRow;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.exchange.grants.Decide;
import org.mingjing.exchange.grants.Denied;
import org.mingjing.exchange.grants.LostScope;
import org.mingjing.exchange.grants.PermittedCall;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Field;
import org.mingjing.policy.Mask;
import org.mingjing.policy.Masked;
import org.mingjing.policy.Obligation;
import org.mingjing.policy.Permit;

/** Step 6: looks at policy and grants again, then reduces what was fetched to what may leave. */
final class Release {
  private final Decide decide;

  Release(Decide decide) {
    this.decide = decide;
  }

  /**
   * Reduces an answer.
   *
   * @throws DeniedAfterOpening if the call would be refused by now
   * @throws FailedAfterOpening if an obligation cannot be met, or a value is not of its field's
   *     type
   */
  ReleasableCall reduce(FetchedCall fetched) {
    OpenedCall opened = fetched.opened();
    PermittedCall permitted = permittedStill(opened);
    Obligations obligations = Obligations.of(opened, permitted.permit());
    if (fetched.rows().size() > obligations.limit()) {
      throw new FailedAfterOpening(opened, ProblemCode.OBLIGATION_FAILED);
    }
    ReleasableCall.Reduced reduced =
        switch (permitted.permit().question().answer()) {
          case VERIFY -> verified(fetched, permitted, obligations);
          case MASKED, FULL -> records(fetched, permitted, obligations);
          case STATUS, THRESHOLD, AGGREGATE ->
              throw new FailedAfterOpening(opened, ProblemCode.OBLIGATION_FAILED);
        };
    return new ReleasableCall(opened, permitted, reduced);
  }

  private PermittedCall permittedStill(OpenedCall opened) {
    try {
      return decide.again(opened.permitted());
    } catch (Denied denied) {
      throw new DeniedAfterOpening(opened, denied.refusal());
    } catch (LostScope lost) {
      throw new FailedAfterOpening(opened, ProblemCode.INSUFFICIENT_SCOPE);
    } catch (LivePolicy.Distrusted nothingToDecideBy) {
      throw new FailedAfterOpening(opened, ProblemCode.UNAVAILABLE);
    }
  }

  /**
   * What the permit obliges us to, sorted for use; an obligation of a new kind does not compile
   * until it is met here.
   */
  private record Obligations(Map<String, Mask> masks, Set<String> withheld, int limit) {
    static Obligations of(OpenedCall opened, Permit permit) {
      Map<String, Mask> masks = new HashMap<>();
      Set<String> withheld = new TreeSet<>(permit.withheld());
      int limit = opened.permitted().call().resource().maxRecords();
      for (Obligation obligation : permit.obligations()) {
        switch (obligation) {
          case Obligation.MaskField mask -> masks.merge(mask.field(), mask.mask(), Mask::stricter);
          case Obligation.WithholdField withhold -> withheld.add(withhold.field());
          case Obligation.LimitRecords records -> limit = Math.min(limit, records.records());
          case Obligation.Retain retain -> {
            // imposed on the recipient: communicated with the decision
          }
          case Obligation.NoOnwardUse none -> {
            // imposed on the recipient: communicated with the decision
          }
        }
      }
      return new Obligations(masks, withheld, limit);
    }

    List<String> released(Permit permit, Permit fetchedBy) {
      return permit.released().stream()
          .filter(field -> !withheld.contains(field) && fetchedBy.released().contains(field))
          .sorted()
          .toList();
    }
  }

  private static ReleasableCall.Reduced records(
      FetchedCall fetched, PermittedCall permitted, Obligations obligations) {
    List<String> fields =
        obligations.released(permitted.permit(), fetched.opened().permitted().permit());
    Set<String> withheld = new TreeSet<>(obligations.withheld());
    Set<String> kept = new TreeSet<>(fetched.rows().isEmpty() ? fields : List.of());
    CanonicalWriter out = new CanonicalWriter(512).beginArray();
    for (SourceRow row : fetched.rows()) {
      out.beginObject();
      for (String name : fields) {
        Optional<String> value = Optional.ofNullable(row.values().get(name));
        if (value.isEmpty()) {
          out.name(name).nullValue();
        }
        boolean left = value.isEmpty() || written(out, name, value.get(), fetched, obligations);
        (left ? kept : withheld).add(name);
      }
      out.endObject();
    }
    return new ReleasableCall.Reduced(
        out.endArray().toByteArray(),
        fetched.rows().size(),
        List.copyOf(kept),
        List.copyOf(withheld));
  }

  /**
   * Writes the member with what may leave of its value; false, and no member, if its mask lets
   * nothing of it leave: a null tells that the source has no value, an empty text that it has one.
   */
  private static boolean written(
      CanonicalWriter out,
      String name,
      String value,
      FetchedCall fetched,
      Obligations obligations) {
    OpenedCall opened = fetched.opened();
    Field field = opened.permitted().call().resource().field(name).orElseThrow();
    Optional<Mask> mask = Optional.ofNullable(obligations.masks().get(name));
    boolean masked = opened.permitted().permit().question().answer() == AnswerForm.MASKED;
    if (mask.isEmpty() && masked && !field.open()) {
      // INVARIANT: a conditional field leaves in masked form through its mask, or not at all
      throw new FailedAfterOpening(opened, ProblemCode.OBLIGATION_FAILED);
    }
    if (mask.isEmpty() || mask.get().equals(Mask.NONE)) {
      FieldValue.write(out.name(name), field, value, opened);
      return true;
    }
    return switch (mask.get().apply(value)) {
      case Masked.Kept part -> {
        out.name(name).string(part.value());
        yield true;
      }
      case Masked.Withheld nothing -> false;
    };
  }

  /** Answers yes, no or unknown for each claim; no value leaves. */
  private static ReleasableCall.Reduced verified(
      FetchedCall fetched, PermittedCall permitted, Obligations obligations) {
    List<String> released =
        obligations.released(permitted.permit(), fetched.opened().permitted().permit());
    Map<String, String> claims = permitted.call().request().claims();
    Optional<SourceRow> row =
        fetched.rows().size() == 1 ? Optional.of(fetched.rows().getFirst()) : Optional.empty();
    CanonicalWriter out = new CanonicalWriter(256).beginObject();
    for (String name : released) {
      Optional<String> actual = row.flatMap(r -> Optional.ofNullable(r.values().get(name)));
      out.name(name).string(Verification.match(claims.getOrDefault(name, ""), actual));
    }
    return new ReleasableCall.Reduced(
        out.endObject().toByteArray(), 0, released, new ArrayList<>(obligations.withheld()));
  }
}
