package org.mingjing.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured on.
 *
 * @param memory with its unit
 */
record Machine(String cpu, int cores, String memory, String jdk, Calibration calibration) {

  /**
   * Looks at this machine and calibrates it, with fsync in the folder where the exchange writes.
   */
  static Machine look(Path scratch) {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() / (1024 * 1024) + " MiB",
        System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
        Calibration.measure(scratch));
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
