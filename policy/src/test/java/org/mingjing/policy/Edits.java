package org.mingjing.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Changes of one thing in a world, as a rule one that its call is about. */
final class Edits {

  private Edits() {}

  static <T> T any(Collection<T> values, Random random) {
    return List.copyOf(values).get(random.nextInt(values.size()));
  }

  static <T> Set<T> fewer(Set<T> values, Random random) {
    Set<T> fewer = new HashSet<>(values);
    if (!values.isEmpty()) {
      fewer.remove(any(values, random));
    }
    return fewer;
  }

  /** A category that the call is about, or any. */
  static GeneratedWorld category(
      GeneratedWorld world, Random random, UnaryOperator<Category> edit) {
    List<CategoryCode> codes =
        world.resource().stream()
            .flatMap(resource -> resource.fields().stream())
            .filter(field ->
                field.name().equals(Generating.KEY)
                    || world.question().fields().contains(field.name()))
            .flatMap(field -> field.categories().stream())
            .toList();
    Map<CategoryCode, Category> categories = new LinkedHashMap<>(world.parts().categories());
    categories.computeIfPresent(
        any(codes.isEmpty() ? categories.keySet() : codes, random), (code, old) -> edit.apply(old));
    return world.with(Records.with(world.parts(), "categories", categories));
  }

  static GeneratedWorld condition(
      GeneratedWorld world, Random random, String component, Function<Condition, Object> edit) {
    return category(
        world,
        random,
        old ->
            Records.with(
                old,
                "condition",
                old.condition().map(one -> Records.with(one, component, edit.apply(one)))));
  }

  static GeneratedWorld resource(
      GeneratedWorld world, String component, Function<Resource, Object> edit) {
    Map<ResourceId, Resource> resources = new LinkedHashMap<>(world.parts().resources());
    resources.computeIfPresent(
        world.question().resource(), (id, old) -> Records.with(old, component, edit.apply(old)));
    return world.with(Records.with(world.parts(), "resources", resources));
  }

  /** One of the resource's fields. */
  static GeneratedWorld field(GeneratedWorld world, Random random, UnaryOperator<Field> edit) {
    return resource(
        world,
        "fields",
        resource -> {
          List<Field> fields = new ArrayList<>(resource.fields());
          int at = random.nextInt(fields.size());
          fields.set(at, edit.apply(fields.get(at)));
          return fields;
        });
  }

  /** A field put into one category more. */
  static GeneratedWorld classified(GeneratedWorld world, CategoryCode code, Random random) {
    return field(
        world,
        random,
        field -> {
          Set<CategoryCode> others = new HashSet<>(field.categories());
          others.remove(code);
          List<CategoryCode> more = new ArrayList<>(others);
          more.add(random.nextInt(more.size() + 1), code);
          return Records.with(field, "categories", more);
        });
  }

  /** The fields without one that is not the key. */
  static List<Field> butOne(Resource resource, Random random) {
    List<Field> fields = new ArrayList<>(resource.fields());
    Field removed = any(fields, random);
    fields.removeIf(field -> field.equals(removed) && !field.name().equals(Generating.KEY));
    return fields;
  }

  static <K, V> GeneratedWorld without(
      GeneratedWorld world, String component, Map<K, V> registered, Random random) {
    Map<K, V> fewer = new LinkedHashMap<>(registered);
    fewer.keySet().remove(any(registered.keySet(), random));
    return world.with(Records.with(world.parts(), component, fewer));
  }

  static GeneratedWorld grant(
      GeneratedWorld world, Random random, String component, Function<Grant, Object> edit) {
    return grant(world, random, old -> List.of(Records.with(old, component, edit.apply(old))));
  }

  static GeneratedWorld grant(
      GeneratedWorld world, Random random, Function<Grant, List<Grant>> edit) {
    if (world.grants().isEmpty()) {
      return world;
    }
    List<Grant> grants = new ArrayList<>(world.grants());
    int at = random.nextInt(grants.size());
    grants.addAll(at, edit.apply(grants.remove(at)));
    return world.with(grants);
  }
}
