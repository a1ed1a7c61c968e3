package org.mingjing.bench.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.mingjing.bench.report.Schedule;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Measures rows in rounds that alternate between them. In each round a row has two processes of its
 * own, warmed up, one after the other: one counts decisions, one takes the time of single ones.
 */
final class Rounds {

  static final int WARM_UP_SECONDS = 10;

  /** What one round found of a row. */
  private record Round(double throughput, double p50Micros, double p99Micros) {}

  private final Schedule schedule;
  private final String home;

  Rounds(Schedule schedule, String home) {
    this.schedule = schedule;
    this.home = home;
  }

  /** Medians of the rounds. */
  List<Figures> run(Set<Row> rows) throws RunnerException {
    Map<Row, List<Round>> results = new EnumMap<>(Row.class);
    for (int i = 0; i < schedule.rounds(); i++) {
      for (Row row : Schedule.order(List.copyOf(rows), i)) {
        Statistics single = once(row, Mode.SampleTime);
        Round round =
            new Round(
                once(row, Mode.Throughput).getMean(),
                single.getPercentile(50),
                single.getPercentile(99));
        results.computeIfAbsent(row, it -> new ArrayList<>()).add(round);
        System.err.printf("… round %d %s %s%n", i + 1, row.wireName(), round);
      }
    }
    List<Figures> figures = new ArrayList<>();
    results.forEach((row, rounds) ->
        figures.add(
            new Figures(
                row.wireName(),
                median(rounds, Round::throughput),
                median(rounds, Round::p50Micros),
                median(rounds, Round::p99Micros))));
    return figures;
  }

  private Statistics once(Row row, Mode mode) throws RunnerException {
    long half = Math.max(1, schedule.round().toMillis() / 2);
    Options options =
        new OptionsBuilder()
            .include(Decisions.class.getName() + "\\.decide")
            .param("row", row.wireName())
            .mode(mode)
            .timeUnit(mode == Mode.Throughput ? TimeUnit.SECONDS : TimeUnit.MICROSECONDS)
            .threads(1)
            .forks(1)
            .jvmArgs(
                "-Xms3g",
                "-Xmx3g",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+UseTransparentHugePages",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dmingjing.home=" + home)
            .warmupIterations(WARM_UP_SECONDS)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(half))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Result<?> result = new Runner(options).runSingle().getPrimaryResult();
    return result.getStatistics();
  }

  private static double median(Collection<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
