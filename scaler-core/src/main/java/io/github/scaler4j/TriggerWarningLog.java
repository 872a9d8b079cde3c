package io.github.scaler4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the warnings about triggers, each at most once a minute, because an autoscaler may open a
 * trigger repeatedly.
 */
final class TriggerWarningLog {

  private static final Logger log = LoggerFactory.getLogger(DatadogTrigger.class);
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MAX_NAME = 100;
  private static final int MAX_REMEMBERED = 10_000;

  private final TimeSource time;
  private final Object lock = new Object();

  /** When each line of the last minute was logged, oldest first. */
  @GuardedBy("lock") private final Map<String, Long> logged = new LinkedHashMap<>();

  TriggerWarningLog(TimeSource time) {
    this.time = time;
  }

  /** Parses a trigger, and logs warnings that were not logged within the last minute. */
  DatadogTrigger parse(TriggerMetadata metadata) {
    List<String> warnings = new ArrayList<>();
    DatadogTrigger trigger = DatadogTrigger.parse(metadata, warnings::add);
    for (String warning : warnings) {
      String name = ErrorText.oneLine(trigger.metricSpec().name(), MAX_NAME);
      String line = "datadog trigger \"" + name + "\": " + warning;
      if (isDue(line)) {
        log.warn(line);
      }
    }
    return trigger;
  }

  private boolean isDue(String line) {
    long now = time.nanoTime();
    synchronized (lock) {
      Iterator<Long> oldest = logged.values().iterator();
      while (oldest.hasNext()
          && (now - oldest.next() >= QUIET_NANOS || logged.size() >= MAX_REMEMBERED)) {
        oldest.remove();
      }
      return logged.putIfAbsent(line, now) == null;
    }
  }
}
