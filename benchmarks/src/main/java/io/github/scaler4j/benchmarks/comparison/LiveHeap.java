package io.github.scaler4j.benchmarks.comparison;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The reachable objects of this process by class, as the JVM counts them after a full garbage
 * collection ({@code jcmd PID GC.class_histogram}). Exact to the byte.
 *
 * @param byClass bytes by class name, arrays as the JVM writes them: {@code [B} is {@code byte[]}
 */
record LiveHeap(Map<String, Long> byClass) {

  private static final long SETTLING_MILLIS = 200;
  private static final long SETTLED_BYTES = 16_384;
  private static final int MOST_TRIES = 20;

  // "   1:   12345   678901  [B (java.base@17.0.15)"
  private static final Pattern ENTRY = Pattern.compile("^ *\\d+: +\\d+ +(\\d+) +(\\S+)");

  /**
   * Collects garbage and counts what remains.
   *
   * @throws IllegalStateException if the JVM can't
   */
  static LiveHeap count() {
    // Unreachable objects may hold others until their cleaners have run.
    System.gc();
    return parse(histogram());
  }

  /**
   * Counts after closed threads and connections have ended, which takes a moment.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  static LiveHeap settled() throws InterruptedException {
    LiveHeap last = count();
    for (int i = 0; i < MOST_TRIES; i++) {
      TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
      LiveHeap now = count();
      if (Math.abs(now.total() - last.total()) < SETTLED_BYTES) {
        break;
      }
      last = now;
    }
    return count();
  }

  /**
   * Returns the count that later counts are compared with. A count is on the heap itself, so
   * another of its size exists during this one, as this one does during later ones.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  static LiveHeap baseline() throws InterruptedException {
    LiveHeap other = settled();
    try {
      return count();
    } finally {
      Reference.reachabilityFence(other);
    }
  }

  private static String histogram() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      return (String)
          server.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "gcClassHistogram",
              new Object[] {new String[0]},
              new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException("this JVM has no class histogram; use a HotSpot JVM", e);
    }
  }

  static LiveHeap parse(String histogram) {
    Map<String, Long> bytes = new HashMap<>();
    for (String line : histogram.lines().toList()) {
      Matcher entry = ENTRY.matcher(line);
      if (entry.find()) {
        bytes.merge(entry.group(2), Long.parseLong(entry.group(1)), Long::sum);
      }
    }
    return new LiveHeap(bytes);
  }

  long total() {
    return byClass.values().stream().mapToLong(Long::longValue).sum();
  }

  long of(String className) {
    return byClass.getOrDefault(className, 0L);
  }

  /** Returns how many bytes more each class has here than there. */
  LiveHeap minus(LiveHeap before) {
    Map<String, Long> more = new HashMap<>(byClass);
    before.byClass.forEach((name, count) -> more.merge(name, -count, Long::sum));
    more.values().removeIf(count -> count == 0);
    return new LiveHeap(more);
  }
}
