package org.mingjing.bench.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyLoader;

/**
 * The shipped documents, and copies of them with more in them.
 *
 * @param shipped the folder {@code config/policy}
 */
record Documents(Path shipped) {

  private static final String SYSTEMS = "systems.yaml";
  private static final String NEGATIVE_LIST = "negative-list.yaml";
  private static final String CATALOGUE = "catalogue";
  private static final Pattern RETENTION = Pattern.compile("retentionDays: \\d+");
  private static final Pattern RESOURCE_ID = Pattern.compile("(?m)^- id: (\\S+)$");

  /** Of the folder that holds the launcher. */
  static Documents of(Path home) {
    return new Documents(home.resolve("config").resolve("policy"));
  }

  /**
   * The shipped policy with further systems.
   *
   * @param regions how many further editions of the catalogue there are, none of them authoritative
   */
  Policy policy(int systemsPerDepartment, int regions) {
    return policy(systemsPerDepartment, regions, list -> list);
  }

  /** The same, with every fifth condition stricter in how long data may be kept. */
  Policy draft(int systemsPerDepartment, int regions) {
    AtomicInteger conditions = new AtomicInteger();
    return policy(
        systemsPerDepartment,
        regions,
        list ->
            RETENTION
                .matcher(list)
                .replaceAll(found ->
                    conditions.getAndIncrement() % 5 == 0 ? "retentionDays: 7" : found.group()));
  }

  private Policy policy(int systemsPerDepartment, int regions, UnaryOperator<String> edit) {
    try {
      Path folder = Files.createTempDirectory("mingjing-bench-policy");
      try {
        copy(folder);
        Path list = folder.resolve(NEGATIVE_LIST);
        Files.writeString(list, edit.apply(Files.readString(list)));
        Path systems = folder.resolve(SYSTEMS);
        Files.writeString(
            systems, Files.readString(systems) + "\n" + systems(systemsPerDepartment));
        for (int region = 1; region <= regions; region++) {
          edition(folder.resolve(CATALOGUE), region);
        }
        return load(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Policy load(Path folder) {
    return switch (PolicyLoader.load(folder)) {
      case LoadResult.Loaded loaded -> loaded.policy();
      case LoadResult.Faulty faulty ->
          throw new IllegalStateException("the policy does not load: " + faulty.faults());
    };
  }

  private void copy(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(shipped)) {
      for (Path path : all.toList()) {
        Path copy = folder.resolve(shipped.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }

  private String systems(int perDepartment) {
    StringBuilder yaml = new StringBuilder();
    for (var department : load(shipped).departments()) {
      String id = department.id().value();
      for (int number = 1; number <= perDepartment; number++) {
        yaml.append(system(id, number));
      }
    }
    return yaml.toString();
  }

  private static String system(String department, int number) {
    return """
    - id: %s-bureau-%d
      department: %s
      name: {zh: 系统, en: System}
      scopes: [call]
      assurance: 2
      zone: government-extranet
      keys: []
    """
        .formatted(department.toLowerCase(Locale.ROOT), number, department);
  }

  private void edition(Path catalogue, int region) throws IOException {
    for (Path file : files(shipped.resolve(CATALOGUE))) {
      String yaml =
          RESOURCE_ID
              .matcher(Files.readString(file))
              .replaceAll("- id: $1-r" + region)
              .replace("authoritative: true", "authoritative: false");
      Files.writeString(
          catalogue.resolve("r" + region + ".yaml"),
          yaml + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
