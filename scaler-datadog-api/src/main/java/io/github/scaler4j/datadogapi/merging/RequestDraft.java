package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.trigger.DatadogQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The texts of a request that is being composed, and the space that is left. Confined to its owner.
 */
final class RequestDraft {

  // A comma between two queries, escaped.
  private static final int COMMA = 3;

  private final List<DatadogQuery> texts = new ArrayList<>();
  private final ToIntFunction<String> escapedLength;
  private int queries;
  private int characters;

  RequestDraft(int queries, int characters, ToIntFunction<String> escapedLength) {
    this.queries = queries;
    this.characters = characters + COMMA;
    this.escapedLength = escapedLength;
  }

  /** Adds a text that must be sent, and returns its place. */
  int add(DatadogQuery text) {
    texts.add(text);
    queries -= text.topLevelQueries();
    characters -= escapedLength.applyAsInt(text.text()) + COMMA;
    return texts.size() - 1;
  }

  /** Whether an optional text has room. */
  boolean fits(DatadogQuery text) {
    return queries >= text.topLevelQueries()
        && characters >= escapedLength.applyAsInt(text.text()) + COMMA;
  }

  List<DatadogQuery> texts() {
    return texts;
  }
}
