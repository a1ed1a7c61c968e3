package org.mingjing.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * The call of a case.
 *
 * @param imagined the resource asked for, where it is none of the catalogue
 */
public record CaseRequest(Question question, Instant at, Optional<Imagined> imagined) {

  /**
   * A resource that stands for any of one category: its subject key and every field asked for are
   * in that category alone, and it answers in every form. So a category can be tested of which the
   * catalogue has no resource.
   */
  public record Imagined(CategoryCode category, SubjectType subject) {

    /** What no document can write, so that nothing of the catalogue is meant. */
    static final ResourceId RESOURCE = new ResourceId("(imagined)");

    static final String KEY = "key";
    static final String FIELD = "value";
  }
}
