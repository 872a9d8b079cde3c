package io.github.scaler4j.trigger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What is asked of Datadog for an API trigger: triggers whose queries are equal share one upstream
 * query and its decoded series.
 *
 * @param text one or more comma-joined queries, trimmed
 * @param age how far back the window reaches
 * @param timeWindowOffset how far the window's end lies before now
 * @param lastAvailablePointOffset how many points with a value to go back from the last one
 * @param topLevelQueries how many queries {@code text} holds, or 0 where its brackets or quotes
 *     don't balance; such a query is asked alone, never in a batch
 */
public record DatadogQuery(
    String text,
    Duration age,
    Duration timeWindowOffset,
    long lastAvailablePointOffset,
    int topLevelQueries) {

  /**
   * Makes a query.
   *
   * @param text as above
   * @param age as above
   * @param timeWindowOffset as above
   * @param lastAvailablePointOffset as above
   * @param topLevelQueries as above
   * @throws NullPointerException if an argument is null
   */
  public DatadogQuery {
    requireNonNull(text, "text");
    requireNonNull(age, "age");
    requireNonNull(timeWindowOffset, "timeWindowOffset");
  }

  /**
   * Tells whether this query may share a request with others.
   *
   * @return false where the text could not be counted
   */
  public boolean batchable() {
    return topLevelQueries > 0;
  }
}
