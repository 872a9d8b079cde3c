package io.github.scaler4j.datadogapi;

import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;

/**
 * The shape of the time window that a request asks for; one request has one.
 *
 * @param age how far the window reaches back
 * @param offset how far its end lies before now
 */
record Window(Duration age, Duration offset) {

  static Window of(DatadogQuery query) {
    return new Window(query.age(), query.timeWindowOffset());
  }
}
