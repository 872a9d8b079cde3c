package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.trigger.DatadogQuery;

/** A live query, as far as merging is concerned. Compared by identity. */
public interface Mergeable {

  /** Returns what is asked. */
  DatadogQuery query();

  /** Returns the length of its text in a URL, in characters. */
  int escapedLength();

  /** Tells whether nothing is wrong with it: it did not fail when it was asked last. */
  boolean isSound();
}
