package org.mingjing.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A resource prepared for deciding. */
final class ResourceRules {

  private final Resource resource;
  private final int number;
  private final SubjectType subjectType;
  private final String keyField;
  private final FieldRules fields;
  private final Obligation limit;

  /** {@code number} is the resource's by the numbering of its policy. */
  ResourceRules(Resource resource, int number, FieldRules fields) {
    this.resource = resource;
    this.number = number;
    this.subjectType = resource.subject().type();
    this.keyField = resource.subject().field();
    this.fields = fields;
    this.limit = new Obligation.LimitRecords(resource.maxRecords());
  }

  Resource resource() {
    return resource;
  }

  Optional<FieldRule> field(String name) {
    return Optional.ofNullable(fields.of(name)).flatMap(AskedField::rule);
  }

  /** A field as this call asks for it, with what stands against it. */
  AskedField asked(String name, Circumstances at) {
    AskedField known = fields.of(name);
    return known == null
        ? AskedField.unknown(name, name.equals(keyField), Objections.unknownField(name, resource))
        : known.judged(this, at);
  }

  /** The subject key of a call that does not ask for it. */
  AskedField selecting(Circumstances at) {
    return fields.selecting().isPresent()
        ? fields.selecting().get().judged(this, at)
        : asked(keyField, at).selectingOnly();
  }

  SubjectType subjectType() {
    return subjectType;
  }

  int number() {
    return number;
  }

  /** Those of the resource's fields that are named, by {@link FieldRule#number}. */
  Bits numbersOf(Set<String> names) {
    List<Field> all = resource.fields();
    return Bits.of(all.size(), at -> names.contains(all.get(at).name()));
  }

  /** The bound on records, which binds every answer. */
  Obligation limit() {
    return limit;
  }

  String keyField() {
    return keyField;
  }
}
