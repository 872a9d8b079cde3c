package io.github.scaler4j.benchmarks.comparison;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine of a comparison, without the names of host and user.
 *
 * @param processor the processor's model, or its architecture
 * @param cores how many of them the JVM may use
 * @param memoryGib the machine's memory
 * @param system the operating system and the architecture
 * @param java the Java runtime
 * @param loadAverage how many threads wanted a core in the minute before the run; above 1, other
 *     programs were running
 */
record Machine(
    String processor, int cores, double memoryGib, String system, String java, double loadAverage) {

  static Machine here() {
    OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        processor(os.getArch()),
        os.getAvailableProcessors(),
        Math.round(os.getTotalMemorySize() / 1e8 / 1.073741824) / 10.0,
        os.getName() + " " + os.getArch(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        Math.round(os.getSystemLoadAverage() * 100) / 100.0);
  }

  private static String processor(String architecture) {
    Path info = Path.of("/proc/cpuinfo");
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture);
    } catch (IOException e) {
      return architecture;
    }
  }
}
