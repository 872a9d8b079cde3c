package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.trigger.DatadogQuery;

/** A live query, as far as merging is concerned. Compared by identity. */
public interface Mergeable {

  /** Returns the query. */
  DatadogQuery query();

  /** Returns the length of its text in a URL, in characters. */
  int escapedLength();

  /** Returns whether it is sound: it did not fail when it was last sent. */
  boolean isSound();
}
