package org.mingjing.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A catalogue entry: who provides what about whom, in which forms. */
public record Resource(
    ResourceId id,
    DepartmentId department,
    Text name,
    boolean authoritative,
    Subject subject,
    Optional<Source> source,
    Set<AnswerForm> answers,
    int maxRecords,
    List<Field> fields,
    Aggregates aggregates) {

  public Resource {
    answers = Set.copyOf(answers);
    fields = List.copyOf(fields);
  }

  public Optional<Field> field(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
