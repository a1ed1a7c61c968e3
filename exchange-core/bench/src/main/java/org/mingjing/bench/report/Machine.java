package org.mingjing.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured on.
 *
 * @param memory with its unit
 */
public record Machine(String cpu, int cores, String memory, String jdk, Calibration calibration) {

  /**
   * Looks at this machine and calibrates it, with fsync in the folder where the exchange writes.
   */
  public static Machine look(Path scratch) {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() / (1024 * 1024) + " MiB",
        System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
        Calibration.measure(scratch));
  }

  /** The first two lines of a table for people. */
  public void print(Formatter table) {
    table.format("%s, %d cores, %s, JDK %s%n", cpu, cores, memory, jdk);
    table.format(
        "calibration: SHA-256 of 1 KB %,d/s on one thread, fsync p50 %,d µs%n",
        calibration.sha256Of1KbPerSecond(), calibration.fsyncP50Micros());
  }

  private static String cpuModel() {
    Path cpuinfo = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cpuinfo)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      List<String> names = lines.filter(line -> line.startsWith("model name")).toList();
      return names.isEmpty()
          ? System.getProperty("os.arch")
          : names.getFirst().substring(names.getFirst().indexOf(':') + 1).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
