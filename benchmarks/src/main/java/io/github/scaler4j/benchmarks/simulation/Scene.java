package io.github.scaler4j.benchmarks.simulation;

import java.time.Duration;

/**
 * What a simulated day holds.
 *
 * @param kind what goes wrong in it
 * @param triggers how many triggers are read, each with a query of its own
 * @param limitPerHour Datadog's rate limit
 */
record Scene(Kind kind, int triggers, int limitPerHour) {

  static final Duration DAY = Duration.ofHours(24);
  static final Duration POLL = Duration.ofSeconds(30);
  static final Duration HPA_SYNC = Duration.ofSeconds(15);
  static final Duration FRESH_FOR = Duration.ofSeconds(15);
  static final double SHARE = 0.9;
  static final int BATCH = 35;

  /** What goes wrong in a scene. */
  enum Kind {
    /** Nothing. */
    STEADY("steady"),
    /** One query in a hundred is refused, with all that share its request. */
    BAD_QUERIES("bad-queries"),
    /** In the middle of a period, the limit halves. */
    LIMIT_HALVES("limit-halves"),
    /** Somebody else spends half of the organisation's limit, evenly. */
    OTHER_CONSUMER("other-consumer"),
    /** Three processes with a third of the triggers each share one account. */
    THREE_PROCESSES("three-processes"),
    /** No connection to Datadog for 20 minutes. */
    OUTAGE("outage"),
    /** All triggers are read at the same moments. */
    BURST("burst");

    final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  /** The limit that holds in the long run of the scene. */
  int lastingLimit() {
    return kind == Kind.LIMIT_HALVES ? limitPerHour / 2 : limitPerHour;
  }

  /** Requests per second that this account's processes may send in the long run. */
  double pace() {
    double share = kind == Kind.OTHER_CONSUMER ? SHARE - 0.5 : SHARE;
    return share * lastingLimit() / Duration.ofHours(1).toSeconds();
  }

  /** The age in seconds that no value should exceed: freshness, or one round at the pace. */
  double boundSeconds() {
    double batches = Math.ceil(triggers / (double) BATCH);
    return Math.max(FRESH_FOR.toSeconds(), batches / pace());
  }

  boolean isBad(int trigger) {
    return kind == Kind.BAD_QUERIES && trigger % 100 == 50;
  }
}
