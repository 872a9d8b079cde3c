package io.github.scaler4j.datadogapi;

import java.io.IOException;
import java.util.Random;

/** Ends calls in every way that Datadog and the network do, at random. */
final class RandomAnswers {

  private final Random random;
  private final String unparsable;

  /**
   * Creates answers.
   *
   * @param random chooses among them
   * @param unparsable the query that Datadog can't parse
   */
  RandomAnswers(Random random, String unparsable) {
    this.random = random;
    this.unparsable = unparsable;
  }

  /** Ends a call in the way that a number from 0 to 19 selects. */
  void end(TestCall call, int dice) {
    if (dice < 8) {
      refuseOrAnswer(call);
    } else if (dice < 10) {
      call.fail(new IOException("reset"));
    } else if (dice < 12) {
      call.answer(503, "");
    } else if (dice < 14) {
      call.answer(422, "");
    } else if (dice < 15) {
      call.answer(429, "");
    } else if (dice < 16) {
      call.answer(429, "", budget(0));
    } else if (dice < 17) {
      call.answer(403, "");
    } else if (dice < 18) {
      call.answer(200, "<html>");
    } else if (dice < 19) {
      call.answer(200, withIndexOutOfRange(call));
    } else {
      call.answer(budget(random.nextInt(100)));
    }
  }

  /** Answers as Datadog does when all is well. */
  void refuseOrAnswer(TestCall call) {
    if (call.queries().contains(unparsable)) {
      call.reject();
    } else {
      call.answer();
    }
  }

  /** Fails a request of several queries; a single query uses the value whatever the index. */
  private static String withIndexOutOfRange(TestCall call) {
    String value = call.queries().get(0).replaceAll("\\D", "");
    return "{\"series\":[{\"pointlist\":[[1000," + value + "]],\"query_index\":99}]}";
  }

  /** The headers of a limit with some requests left. */
  static String[] budget(int remaining) {
    return new String[] {
      "X-RateLimit-Limit", "100",
      "X-RateLimit-Period", "60",
      "X-RateLimit-Remaining", "" + remaining,
      "X-RateLimit-Reset", "30"
    };
  }
}
