package org.mingjing.exchange.evidence;

import java.time.Instant;
import org.mingjing.policy.Question;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an entry keeps of a decision: all that deciding received, and when.
 *
 * @param at the instant decided for
 */
public record Inputs(Question question, Instant at) {

  /**
   * Reads what {@link #json} writes, and nothing else.
   *
   * @throws Unreadable if a member is missing, unknown, repeated or of another type
   */
  public static Inputs read(byte[] json) {
    try (JsonParser in = JsonMapper.shared().createParser(json)) {
      in.nextToken();
      Inputs inputs = InputsReader.read(in);
      if (in.nextToken() != null) {
        throw new Unreadable("inputs");
      }
      return inputs;
    } catch (JacksonException e) {
      throw new Unreadable("inputs", e);
    }
  }

  /** Canonical JSON, as it stands in the entry. */
  public byte[] json() {
    return DecisionJson.inputs(question, CallEntries.instant(at));
  }
}
