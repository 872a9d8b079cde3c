package io.github.scaler4j;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the warnings about triggers, each at most once a minute, because an autoscaler may open a
 * trigger repeatedly.
 */
final class TriggerWarningLog {

  private static final Logger log = LoggerFactory.getLogger(DatadogTrigger.class);
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int MAX_NAME = 100;
  private static final int MAX_REMEMBERED = 10_000;

  private final Cache<String, Boolean> logged;

  TriggerWarningLog(TimeSource time) {
    this.logged =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(QUIET)
            .ticker(time::nanoTime)
            .executor(Runnable::run)
            .build();
  }

  /** Parses a trigger, and logs warnings that were not logged within the last minute. */
  DatadogTrigger parse(TriggerMetadata metadata) {
    List<String> warnings = new ArrayList<>();
    DatadogTrigger trigger = DatadogTrigger.parse(metadata, warnings::add);
    for (String warning : warnings) {
      String name = ErrorText.oneLine(trigger.metricSpec().name(), MAX_NAME);
      String line = "datadog trigger \"" + name + "\": " + warning;
      if (logged.asMap().putIfAbsent(line, true) == null) {
        log.warn(line);
      }
    }
    return trigger;
  }
}
