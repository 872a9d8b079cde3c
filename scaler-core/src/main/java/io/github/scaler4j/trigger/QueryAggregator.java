package io.github.scaler4j.trigger;

/** How the values of several series become one: KEDA's {@code queryAggregator}. */
public enum QueryAggregator {
  /** The arithmetic mean: the running sum divided by the count. */
  AVERAGE("average"),
  /** The largest value. */
  MAX("max");

  private final String parameterValue;

  QueryAggregator(String parameterValue) {
    this.parameterValue = parameterValue;
  }

  /**
   * Returns the word that a trigger uses.
   *
   * @return {@code average} or {@code max}
   */
  public String parameterValue() {
    return parameterValue;
  }

  @Override
  public String toString() {
    return parameterValue;
  }
}
