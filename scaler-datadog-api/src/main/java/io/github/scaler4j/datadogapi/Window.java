package io.github.scaler4j.datadogapi;

import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;

/**
 * The time window of a request, relative to now. A request has exactly one.
 *
 * @param age how far the window reaches back
 * @param offset how far before now it ends
 */
record Window(Duration age, Duration offset) {

  static Window of(DatadogQuery query) {
    return new Window(query.age(), query.timeWindowOffset());
  }
}
