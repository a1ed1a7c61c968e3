package org.mingjing.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One citation of a legal basis. {@code edition} is the year or document number where the list
 * gives one; {@code mark} says how far the text was checked: V read, H and M from general
 * knowledge, with high and middling confidence.
 */
public record Citation(
    String instrument, Optional<String> edition, List<Integer> articles, String mark) {

  public Citation {
    articles = List.copyOf(articles);
  }

  /** As lawyers write it, such as {@code 《居民身份证法》第6条、第19条}. */
  public String cited() {
    return "《"
        + instrument
        + "》"
        + edition.map(text -> "(" + text + ")").orElse("")
        + articles.stream().map(number -> "第" + number + "条").collect(Collectors.joining("、"));
  }
}
