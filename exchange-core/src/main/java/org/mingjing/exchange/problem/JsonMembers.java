package org.mingjing.exchange.problem;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mingjing.policy.Text;

/**
 * Reads the body of a request strictly: a member that is unknown, repeated, missing or ill-formed
 * is a fault; all of them are noted, and told at once by {@link #throwIfAny}. A value that was sent
 * is never repeated in a fault.
 *
 * <p>The members of a small JSON object stand flat: {@code subject.id} is the member {@code id} of
 * the object {@code subject}. Only strings, booleans, one level of objects and lists of strings
 * occur; anything else is a fault.
 */
public final class JsonMembers {
  /** What may be repeated of a path. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,31}");

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Text> faults = new LinkedHashMap<>();
  private final Map<String, String> shownAs;

  /** {@code shownAs}: under which path the sender knows a member; others under their own. */
  JsonMembers(Map<String, String> shownAs) {
    this.shownAs = shownAs;
  }

  /**
   * The bytes of a body, as they came.
   *
   * @throws Malformed if there are more
   */
  public static byte[] body(InputStream in, int largestKilobytes) throws IOException {
    byte[] body = in.readNBytes(largestKilobytes * 1024 + 1);
    if (body.length > largestKilobytes * 1024) {
      throw Malformed.of(
          "$",
          new Text("超过 " + largestKilobytes + " KB", "is larger than " + largestKilobytes + " KB"));
    }
    return body;
  }

  /**
   * Reads a body.
   *
   * @throws Malformed if it is no JSON object: it has one fault then, not one for each member that
   *     is therefore missing
   */
  public static JsonMembers read(byte[] body) {
    JsonMembers members = new JsonMembers(Map.of());
    new MembersParser(members).read(body);
    return members;
  }

  /**
   * Tells what was noted so far.
   *
   * @throws Malformed naming every member at fault
   */
  public void throwIfAny() {
    if (!faults.isEmpty()) {
      List<Problem.Member> members = new ArrayList<>();
      faults.forEach((path, fault) -> members.add(new Problem.Member(path, fault)));
      throw new Malformed(members);
    }
  }

  void put(String path, Object value) {
    values.put(path, value);
  }

  void wrong(String path) {
    values.put(path, Wrong.TYPE);
    fault(path, MembersParser.WRONG_TYPE);
  }

  private enum Wrong {
    TYPE
  }

  /** Notes a fault, unless the member has one already. */
  public void fault(String path, Text fault) {
    faultAt(shownAs.getOrDefault(path, path), fault);
  }

  /** Notes a fault of what lies at a place that the sender knows, unless it has one already. */
  public void faultAt(String place, Text fault) {
    faults.putIfAbsent(printable(place), fault);
  }

  /**
   * The path of a member as it may stand in an answer. A member's name is chosen by the sender,
   * too, and may be an id or worse: only what looks like a name is repeated.
   */
  private static String printable(String path) {
    return path.equals("$")
        ? path
        : Arrays.stream(path.split("\\.", -1))
            .map(name -> NAME.matcher(name).matches() ? name : "?")
            .collect(Collectors.joining("."));
  }

  /** The text of a member, if it is one; without judging it. */
  public Optional<String> peek(String path) {
    return values.get(path) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  public boolean has(String path) {
    return values.containsKey(path);
  }

  /**
   * Refuses every member that is not listed.
   *
   * @param known paths; {@code claims.*} stands for whatever is in the object {@code claims}
   */
  public void refuseUnknown(Set<String> known) {
    for (String path : values.keySet()) {
      int dot = path.indexOf('.');
      boolean listed = dot >= 0 && known.contains(path.substring(0, dot) + ".*");
      if (!listed && !known.contains(path)) {
        fault(path, new Text("没有这个成员", "is no member of this request"));
      }
    }
  }

  /** A text of a closed vocabulary, which a request must have. */
  public <T> Optional<T> word(
      String path, int longest, Function<String, Optional<T>> vocabulary, Text fault) {
    Optional<String> text = text(path, longest, true);
    Optional<T> word = text.flatMap(vocabulary);
    if (text.isPresent() && word.isEmpty()) {
      fault(path, fault);
    }
    return word;
  }

  /** A text of 1 to so many characters that a person can read. */
  public Optional<String> text(String path, int longest, boolean required) {
    Object value = values.get(path);
    if (value == null) {
      if (required) {
        fault(path, new Text("缺少该成员", "is missing"));
      }
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      fault(path, new Text("应为字符串", "must be a string"));
      return Optional.empty();
    }
    return checked(path, text, longest);
  }

  private Optional<String> checked(String path, String text, int longest) {
    if (text.isEmpty() || text.codePointCount(0, text.length()) > longest) {
      fault(
          path,
          new Text("应为 1 至 " + longest + " 个字符", "must have 1 to " + longest + " characters"));
      return Optional.empty();
    }
    if (!SentText.isReadable(text)) {
      fault(
          path,
          new Text(
              "含有控制字符、换行、改变书写方向的字符或不成对的代理字符",
              "holds control characters, line breaks, marks that turn the writing direction, or unpaired surrogates"));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  public boolean flag(String path) {
    Object value = values.get(path);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    fault(path, new Text("应为 true 或 false", "must be true or false"));
    return false;
  }

  /** A list of at most so many texts of 1 to so many characters; empty if there is none. */
  public List<String> list(String path, int most, int longest) {
    Object value = values.get(path);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> items) || items.size() > most) {
      fault(path, new Text("应为至多 " + most + " 项的列表", "must be a list of at most " + most));
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      checked(path, String.valueOf(item), longest).ifPresent(texts::add);
    }
    return texts;
  }

  /** A list of field names. */
  public List<String> names(String path, int most) {
    List<String> names = list(path, most, 64);
    for (String name : names) {
      if (!isName(name)) {
        noName(path);
      }
    }
    return names;
  }

  private void noName(String path) {
    fault(
        path,
        new Text(
            "字段名只能由小写字母、数字和下划线组成", "may hold lower-case letters, digits and underscores only"));
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
        return false;
      }
    }
    return true;
  }

  /** The string members of a nested object, whose names are field names, in the order given. */
  public Map<String, String> texts(String path, int longest) {
    if (!has(path)) {
      return Map.of();
    }
    if (!(values.get(path) instanceof Map)) {
      fault(path, new Text("应为 JSON 对象", "must be a JSON object"));
    }
    Map<String, String> found = new LinkedHashMap<>();
    String prefix = path + ".";
    for (String name : values.keySet()) {
      if (name.startsWith(prefix)) {
        text(name, longest, true)
            .ifPresent(text -> found.put(name.substring(prefix.length()), text));
      }
    }
    if (!found.keySet().stream().allMatch(JsonMembers::isName)) {
      noName(path);
    }
    return found;
  }
}
