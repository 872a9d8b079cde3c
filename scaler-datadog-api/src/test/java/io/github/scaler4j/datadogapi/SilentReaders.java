package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;

/** Readers of a query that wait, report a margin, and ignore the outcome. */
final class SilentReaders implements AnswerSink {

  boolean waiting;
  double margin = Double.POSITIVE_INFINITY;

  SilentReaders(boolean waiting) {
    this.waiting = waiting;
  }

  /** A query in its lane whose readers wait. */
  static QueryEntry query(String text, long turn) {
    return new QueryEntry(Triggers.query(text), turn, new SilentReaders(true));
  }

  /** The readers of a query that was entered with silent ones. */
  static SilentReaders of(QueryEntry query) {
    return (SilentReaders) query.readers();
  }

  @Override
  public boolean hasWaitingReaders() {
    return waiting;
  }

  @Override
  public double margin() {
    return margin;
  }

  @Override
  public void onAnswer(QueryAnswer answer, Duration freshFor) {}

  @Override
  public void onFailure(MetricSourceException why, Deadline requestDeadline) {}

  @Override
  public void onRefusal(MetricSourceException why) {}

  @Override
  public void onAbort(Throwable why) {}
}
