package org.mingjing.exchange.operations.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Explains what is wrong with an installation, whether it runs or does not start: every check is
 * made, whatever the others found. Nothing is changed; a database that is stopped is looked at in a
 * copy, since starting it would write.
 */
public final class Doctor {
  /**
   * What to look at.
   *
   * @param home the project's folder, with {@code config} in it
   * @param data the data folder; it need not exist
   * @param port where the exchange is to serve; 0 for any free one
   * @param javaFeature the version of the Java that runs, for example 25
   * @param leastFreeBytes how much room the data folder should have
   * @param patience how long a database may take to start
   */
  public record Plan(
      Path home,
      Path data,
      int port,
      int javaFeature,
      long leastFreeBytes,
      Duration patience,
      Clock clock) {
    private static final long LEAST_FREE = 2L << 30;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** This machine as it is. */
    public static Plan here(Path home, Path data, int port) {
      return new Plan(
          home, data, port, Runtime.version().feature(), LEAST_FREE, PATIENCE, Clock.systemUTC());
    }
  }

  private Doctor() {}

  /** Makes every check, in the order in which a start needs them. */
  public static List<Diagnosis> examine(Plan plan) {
    List<Diagnosis> found = new ArrayList<>(Machine.examine(plan));
    found.addAll(Keys.examine(plan.data()));
    found.addAll(Database.examine(plan));
    found.add(PolicyFiles.examine(plan.home()));
    found.addAll(Departments.examine(plan.data()));
    return List.copyOf(found);
  }
}
