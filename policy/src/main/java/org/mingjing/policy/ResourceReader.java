package org.mingjing.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the catalogue. */
final class ResourceReader {

  private static final int MAX_RECORDS = 1000;

  private final Draft draft;
  private final FieldReader fields;
  private final SourceReader sources;
  private final AggregatesReader aggregates;
  private final CatalogueColumns catalogueColumns;

  ResourceReader(Draft draft) {
    this.draft = draft;
    this.fields = new FieldReader(draft);
    this.sources = new SourceReader(draft.values);
    this.aggregates = new AggregatesReader(draft.values);
    this.catalogueColumns = new CatalogueColumns(draft.faults);
  }

  void resources(Node root) {
    for (Node item : draft.values.items(root)) {
      int before = draft.faults.count();
      MapReader map = MapReader.of(draft.values, item);
      ResourceId id = new ResourceId(map.matching("id", Patterns.RESOURCE));
      Resource resource = resource(map, id);
      map.finish();
      ResourceChecks.check(resource, map, draft);
      boolean sound = draft.faults.count() == before;
      draft.resources.add(id, resource, map.at("id"), sound, draft.faults);
    }
  }

  private Resource resource(MapReader map, ResourceId id) {
    Subject subject = subject(map);
    int before = draft.faults.count();
    Optional<Source> source = source(map);
    Optional<Source> sound = draft.faults.count() == before ? source : Optional.empty();
    List<Field> fields = fields(map, id, subject, sound);
    return new Resource(
        id,
        draft.department(map, "department"),
        map.text("name"),
        map.bool("authoritative"),
        subject,
        source,
        answers(map),
        map.integer("maxRecords", 1, MAX_RECORDS),
        fields,
        aggregates.aggregates(map, subject, fields));
  }

  private Subject subject(MapReader map) {
    MapReader inner =
        map.require("subject")
            .map(node -> MapReader.of(draft.values, node))
            .orElseGet(() -> MapReader.of(draft.values, new Node.Broken(map.at())));
    Subject subject =
        new Subject(
            inner.oneOf("type", Vocabulary.SUBJECT_TYPES, SubjectType.PERSON),
            inner.matching("field", Patterns.FIELD));
    inner.finish();
    return subject;
  }

  private Optional<Source> source(MapReader map) {
    return map.find("source").map(sources::source);
  }

  private Set<AnswerForm> answers(MapReader map) {
    return map.someOf("answers", Vocabulary.ANSWERS);
  }

  private List<Field> fields(
      MapReader map, ResourceId id, Subject subject, Optional<Source> source) {
    boolean authoritative = map.find("authoritative").flatMap(draft.values::bool).orElse(false);
    List<Field> read = new ArrayList<>();
    Map<String, Position> positions = new LinkedHashMap<>();
    Pattern column = source.map(SourceReader::column).orElse(Patterns.ELEMENT);
    SharedColumns columns = new SharedColumns(draft.faults);
    for (Node item : map.list("fields")) {
      int before = draft.faults.count();
      MapReader inner = MapReader.of(draft.values, item);
      Field field = fields.field(inner, subject, column, authoritative);
      inner.finish();
      if (positions.putIfAbsent(field.name(), inner.at("name")) != null) {
        map.repeated(inner.at("name"), field.name());
      } else {
        columns.add(field, inner);
        read.add(field);
        if (draft.faults.count() == before) {
          source.ifPresent(from ->
              catalogueColumns.add(
                  from, id, field, inner.at(inner.has("column") ? "column" : "name")));
        }
      }
    }
    draft.fields.put(id, positions);
    return read;
  }
}
