package org.mingjing.ledger.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object whose members are known by name: exactly those, each of its type. */
final class Fields {
  private final String path;
  private final Map<String, Json> values;

  Fields(String path, Json json, Set<String> names) {
    this.path = path;
    if (!(json instanceof Json.Members members)) {
      throw broken(path + " 应为对象", path + " must be an object");
    }
    this.values = members.values();
    if (!values.keySet().equals(names)) {
      throw broken(
          path + " 的成员应恰为 " + names + "，而不是 " + values.keySet(),
          path + " must have exactly the members " + names + ", not " + values.keySet());
    }
  }

  String string(String name) {
    return value(name, Json.Chars.class).value();
  }

  long whole(String name) {
    return value(name, Json.Whole.class).value();
  }

  Json.Members object(String name) {
    return value(name, Json.Members.class);
  }

  Optional<Json> unlessNull(String name) {
    return Optional.ofNullable(values.get(name)).filter(json -> !(json instanceof Json.Nothing));
  }

  List<Json> items(String name) {
    return value(name, Json.Items.class).values();
  }

  List<String> strings(String name) {
    List<String> strings = new ArrayList<>();
    for (Json item : items(name)) {
      if (!(item instanceof Json.Chars chars)) {
        throw broken(name + " 应为字符串数组", name + " must hold strings only");
      }
      strings.add(chars.value());
    }
    return strings;
  }

  private <T extends Json> T value(String name, Class<T> type) {
    Json value = values.get(name);
    if (!type.isInstance(value)) {
      throw broken(path + "." + name + " 的类型不对", path + "." + name + " has the wrong type");
    }
    return type.cast(value);
  }

  private static Broken broken(String zh, String en) {
    return new Broken(Check.FORM, zh, en);
  }
}
