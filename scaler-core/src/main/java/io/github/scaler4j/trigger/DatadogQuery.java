package io.github.scaler4j.trigger;

import java.time.Duration;
import java.util.Objects;

/**
 * The query that an API trigger sends to Datadog. Triggers with equal queries share one upstream
 * query and its decoded series.
 */
public final class DatadogQuery {

  private final String text;
  private final Duration age;
  private final Duration timeWindowOffset;
  private final long lastAvailablePointOffset;
  private final int topLevelQueries;

  private DatadogQuery(
      String text, Duration age, Duration timeWindowOffset, long lastAvailablePointOffset) {
    this.text = text;
    this.age = age;
    this.timeWindowOffset = timeWindowOffset;
    this.lastAvailablePointOffset = lastAvailablePointOffset;
    this.topLevelQueries = QueryTokenizer.count(text);
  }

  /**
   * Creates a query.
   *
   * @param text one or more comma-joined queries
   * @param age how far back the window reaches, 0 or more
   * @param timeWindowOffset how far the window's end lies before now, 0 or more
   * @param lastAvailablePointOffset how many points with a value to go back from the last one, 0 or
   *     more
   * @throws IllegalArgumentException if the text is blank or a number is negative
   */
  public static DatadogQuery of(
      String text, Duration age, Duration timeWindowOffset, long lastAvailablePointOffset) {
    check(!text.isBlank(), "text", text, "a query");
    check(!age.isNegative(), "age", age, "0 or more");
    check(!timeWindowOffset.isNegative(), "timeWindowOffset", timeWindowOffset, "0 or more");
    check(
        lastAvailablePointOffset >= 0,
        "lastAvailablePointOffset",
        lastAvailablePointOffset,
        "0 or more");
    return new DatadogQuery(GoSpace.trim(text), age, timeWindowOffset, lastAvailablePointOffset);
  }

  private static void check(boolean valid, String name, Object value, String accepted) {
    if (!valid) {
      throw new IllegalArgumentException(name + ": must be " + accepted + ", got " + value);
    }
  }

  /** Returns one or more comma-joined queries, trimmed. */
  public String text() {
    return text;
  }

  /** Returns how far back the window reaches. */
  public Duration age() {
    return age;
  }

  /** Returns how far the window's end lies before now. */
  public Duration timeWindowOffset() {
    return timeWindowOffset;
  }

  /** Returns how many points to go back from the last one; only points with a value count. */
  public long lastAvailablePointOffset() {
    return lastAvailablePointOffset;
  }

  /**
   * Returns how many queries the text holds.
   *
   * @return 1 or more; 0 if they can't be counted, because brackets or quotes don't balance
   */
  public int topLevelQueries() {
    return topLevelQueries;
  }

  /**
   * Returns whether this query may share a request with others.
   *
   * @return false if its queries can't be counted, so it must be sent alone
   */
  public boolean batchable() {
    return topLevelQueries > 0;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DatadogQuery other
        && text.equals(other.text)
        && age.equals(other.age)
        && timeWindowOffset.equals(other.timeWindowOffset)
        && lastAvailablePointOffset == other.lastAvailablePointOffset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, age, timeWindowOffset, lastAvailablePointOffset);
  }

  @Override
  public String toString() {
    return "DatadogQuery[" + text + ", age " + age.toSeconds() + " s]";
  }
}
