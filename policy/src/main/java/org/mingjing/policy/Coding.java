package org.mingjing.policy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the catalogue declares about a field's values.
 *
 * @param codes the source's values, and what each means; without any, values mean themselves, and
 *     with some, a value that is not among them fits nothing
 * @param states the coded state that each value stands for ({@link AnswerForm#STATUS})
 * @param limits what a number may be compared with, by id ({@link AnswerForm#THRESHOLD})
 */
public record Coding(
    Map<String, String> codes, Map<String, String> states, Map<String, Limit> limits) {

  /** Of a field about whose values nothing is declared. */
  public static final Coding NONE = new Coding(Map.of(), Map.of(), Map.of());

  /** The state of whom or what is not known; no state is called so. */
  public static final String UNKNOWN = "unknown";

  public Coding {
    codes = Collections.unmodifiableMap(new LinkedHashMap<>(codes));
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
  }

  /** A limit, which a number keeps to or not. */
  public record Limit(Side side, long bound) {

    /** On which side of the bound a number keeps to the limit; the bound itself does. */
    public enum Side {
      AT_LEAST,
      AT_MOST
    }

    public boolean keeps(BigDecimal number) {
      int compared = number.compareTo(BigDecimal.valueOf(bound));
      return switch (side) {
        case AT_LEAST -> compared >= 0;
        case AT_MOST -> compared <= 0;
      };
    }
  }
}
