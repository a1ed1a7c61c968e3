package org.mingjing.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Loads a folder of policy documents, with every fault at once. */
public final class PolicyLoader {

  private static final int MAX_FILES = 500;
  private static final int MAX_FOLDERS = 8;
  private static final Pattern YAML = Pattern.compile("\\.ya?ml$", Pattern.CASE_INSENSITIVE);
  private static final Set<String> KNOWN =
      Set.of(
          Documents.DEPARTMENTS,
          Documents.INSTRUMENTS,
          Documents.PURPOSES,
          Documents.NEGATIVE_LIST,
          Documents.SYSTEMS,
          Documents.GRANTS);

  private PolicyLoader() {}

  /** Reads the documents in the folder; files that are not YAML are passed over. */
  public static LoadResult load(Path folder) {
    return read(folder).result();
  }

  /**
   * As {@link #load(Path)}, of documents that did not come from a folder.
   *
   * @param documents by file name, with forward slashes; not kept
   */
  public static LoadResult load(Map<String, byte[]> documents) {
    Assembly assembly = new Assembly();
    new TreeMap<>(documents)
        .forEach((file, bytes) -> {
          if (known(file)) {
            assembly.add(file, bytes);
          } else {
            unknown(file, assembly);
          }
        });
    return assembly.result();
  }

  /**
   * As {@link #load(Path)}, with further notices: purposes that no category and no grant uses, and
   * grants that no call could rely on.
   *
   * @param today by the calendar of grants
   */
  public static LoadResult lint(Path folder, LocalDate today) {
    return read(folder).lint(today);
  }

  private static Assembly read(Path folder) {
    Assembly assembly = new Assembly();
    try (Stream<Path> tree = Files.walk(folder, MAX_FOLDERS)) {
      List<String> files =
          tree.filter(Files::isRegularFile)
              .map(path -> folder.relativize(path).toString().replace('\\', '/'))
              .filter(file -> YAML.matcher(file).find())
              .sorted()
              .toList();
      files.stream().limit(MAX_FILES).forEach(file -> add(folder, file, assembly));
      files.stream().skip(MAX_FILES).limit(1).forEach(file -> tooMany(file, assembly));
    } catch (IOException unreadable) {
      unreadable(".", unreadable, assembly);
    }
    return assembly;
  }

  private static void tooMany(String file, Assembly assembly) {
    assembly
        .faults()
        .add(
            Position.startOf(file),
            "too-many-documents",
            "文件超过 " + MAX_FILES + " 个，从此文件起未读；请合并",
            "more than " + MAX_FILES + " documents, and none is read from here on; join some");
  }

  private static boolean known(String file) {
    boolean several =
        Stream.of(Documents.CATALOGUE, Documents.CALENDAR, Documents.TESTS)
            .anyMatch(file::startsWith);
    return KNOWN.contains(file) || (several && (file.endsWith(".yaml") || file.endsWith(".yml")));
  }

  private static void add(Path folder, String file, Assembly assembly) {
    if (!known(file)) {
      unknown(file, assembly);
      return;
    }
    try {
      Path path = folder.resolve(file);
      if (Files.size(path) > YamlReader.MAX_BYTES) {
        assembly.add(file, new byte[YamlReader.MAX_BYTES + 1]);
      } else {
        assembly.add(file, Files.readAllBytes(path));
      }
    } catch (IOException unreadable) {
      unreadable(file, unreadable, assembly);
    }
  }

  private static void unknown(String file, Assembly assembly) {
    assembly
        .faults()
        .add(
            Position.startOf(file),
            "unknown-document",
            "不认识的文件 " + file + "；资源目录请放在 catalogue/ 之下，日历在 calendar/ 之下，测试在 tests/ 之下，扩展名小写",
            "unknown document "
                + file
                + "; catalogue entries go under catalogue/, calendars under calendar/, tests under tests/, suffixes are written small");
  }

  private static void unreadable(String file, IOException reason, Assembly assembly) {
    assembly
        .faults()
        .add(
            Position.startOf(file),
            "unreadable",
            "无法读取：" + reason.getMessage() + "；请检查路径和权限",
            "cannot be read: " + reason.getMessage() + "; check path and permissions");
  }
}
