package org.mingjing.demo;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the command line says. A port of 0 means any free one.
 *
 * @param data folder for the database cluster, its credentials and {@code ready.json}
 * @param withParent end when standard input ends, so that the departments never outlive who started
 *     them
 */
record DemoSettings(
    Path data,
    int httpPort,
    int postgresPort,
    long persons,
    long organisations,
    boolean withParent) {
  static final String USAGE =
      "usage: DemoDepartments --data DIR [--http-port N] [--postgres-port N] [--persons N]"
          + " [--organisations N] [--with-parent]";

  DemoSettings {
    require(httpPort >= 0 && httpPort <= 65_535, "--http-port");
    require(postgresPort >= 0 && postgresPort <= 65_535, "--postgres-port");
    require(persons > 0 && persons <= SyntheticPeople.MOST, "--persons");
    require(organisations > 0 && organisations <= SyntheticPeople.MOST, "--organisations");
  }

  Population population() {
    return new Population(persons, organisations);
  }

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static DemoSettings of(String... arguments) {
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    Path data = Path.of("");
    long http = 0;
    long postgres = 0;
    long persons = 100_000;
    long organisations = 20_000;
    boolean withParent = false;
    while (!rest.isEmpty()) {
      String option = rest.pop();
      switch (option) {
        case "--data" -> data = Path.of(value(option, rest));
        case "--http-port" -> http = number(option, rest);
        case "--postgres-port" -> postgres = number(option, rest);
        case "--persons" -> persons = number(option, rest);
        case "--organisations" -> organisations = number(option, rest);
        case "--with-parent" -> withParent = true;
        default -> throw new IllegalArgumentException("unknown option " + option + "\n" + USAGE);
      }
    }
    require(!data.toString().isEmpty(), "--data");
    return new DemoSettings(
        data.toAbsolutePath().normalize(),
        Math.toIntExact(http),
        Math.toIntExact(postgres),
        persons,
        organisations,
        withParent);
  }

  private static String value(String option, Deque<String> rest) {
    require(!rest.isEmpty(), option);
    return rest.pop();
  }

  private static long number(String option, Deque<String> rest) {
    String value = value(option, rest);
    require(value.matches("\\d{1,9}"), option);
    return Long.parseLong(value);
  }

  private static void require(boolean holds, String option) {
    if (!holds) {
      throw new IllegalArgumentException("missing or bad value of " + option + "\n" + USAGE);
    }
  }
}
