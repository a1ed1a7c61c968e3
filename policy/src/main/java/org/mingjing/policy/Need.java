package org.mingjing.policy;

import java.util.Comparator;

/**
 * Something that has to hold of the call itself, beyond who asks whom for what.
 *
 * @param what the authorisation's kind, or the expression as written; empty for a single subject
 * @param given what the policy itself knows of the attributes that the expression names, such as
 *     {@code call.assurance = 2}: a system registered otherwise is a condition changed
 */
public record Need(Kind kind, String what, String given) implements Comparable<Need> {

  private static final Comparator<Need> ORDER =
      Comparator.comparing(Need::kind).thenComparing(Need::what).thenComparing(Need::given);

  /** What sort of thing. */
  public enum Kind {
    /** No job, and one subject a call. */
    SINGLE_SUBJECT,
    /** An authorisation in force, of this kind. */
    AUTHORISATION,
    /** An expression; here an atom, of which only the text is looked at. */
    WHEN;

    public String wireName() {
      return Wire.hyphenated(this);
    }
  }

  static Need singleSubject() {
    return new Need(Kind.SINGLE_SUBJECT, "", "");
  }

  static Need authorisation(AuthorisationKind kind) {
    return new Need(Kind.AUTHORISATION, kind.wireName(), "");
  }

  @Override
  public int compareTo(Need other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case SINGLE_SUBJECT -> kind.wireName();
      case AUTHORISATION -> kind.wireName() + " " + what;
      case WHEN -> "(" + what + ")" + (given.isEmpty() ? "" : " [" + given + "]");
    };
  }
}
