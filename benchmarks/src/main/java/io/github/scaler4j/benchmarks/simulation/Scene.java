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

  static final Duration OUTAGE_BEGIN = Duration.ofHours(12);
  static final Duration OUTAGE_END = OUTAGE_BEGIN.plusMinutes(20);
  static final Duration HALVING = Duration.ofHours(12).plusMinutes(3);

  /** What goes wrong in a scene. */
  enum Kind {
    /** Nothing. */
    STEADY("steady"),
    /** One query in a hundred is refused, with all that share its request. */
    BAD_QUERIES("bad-queries"),
    /** At noon, or rather three minutes into that period, the limit halves. */
    LIMIT_HALVES("limit-halves"),
    /** Somebody else spends half of the organisation's limit, evenly. */
    OTHER_CONSUMER("other-consumer"),
    /** Three processes with a third of the triggers each share one account. */
    THREE_PROCESSES("three-processes"),
    /** From noon on, no connection to Datadog for 20 minutes. */
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
    return share * lastingLimit() / 3600;
  }

  /** The age in seconds that no value should exceed: freshness, or one round at the pace. */
  double boundSeconds() {
    double batches = Math.ceil(triggers / (double) BATCH);
    return Math.max((double) FRESH_FOR.toSeconds(), batches / pace());
  }

  boolean isBad(int trigger) {
    return kind == Kind.BAD_QUERIES && trigger % 100 == 50;
  }

  boolean isDown(long sinceMidnightNanos) {
    return kind == Kind.OUTAGE
        && sinceMidnightNanos >= OUTAGE_BEGIN.toNanos()
        && sinceMidnightNanos < OUTAGE_END.toNanos();
  }

  /**
   * Whether an age counts: not in an outage, nor until all values are new after it; and of the bad
   * queries not in the first hour, in which they are found.
   */
  boolean isSettled(long sinceMidnightNanos, boolean recovered) {
    return switch (kind) {
      case OUTAGE -> sinceMidnightNanos < OUTAGE_BEGIN.toNanos() || recovered;
      case BAD_QUERIES -> sinceMidnightNanos >= Duration.ofHours(1).toNanos();
      default -> true;
    };
  }

  /** How old a value may be that stands in: beyond the bound, where the default would fail. */
  Duration staleFor() {
    return Duration.ofSeconds((long) Math.max(300, Math.ceil(1.5 * boundSeconds())));
  }

  /** Whether the outage or a change of the limit falls into an hour of the day. */
  boolean hasTroubleIn(int hour) {
    return hour == OUTAGE_BEGIN.toHours() && (kind == Kind.OUTAGE || kind == Kind.LIMIT_HALVES);
  }

  int limitAt(long sinceMidnightNanos) {
    return sinceMidnightNanos < HALVING.toNanos() ? limitPerHour : lastingLimit();
  }

  /** How far apart the requests of somebody else are; zero if there is nobody. */
  Duration othersEvery() {
    return kind == Kind.OTHER_CONSUMER
        ? Duration.ofHours(1).dividedBy(limitPerHour / 2)
        : Duration.ZERO;
  }

  int processes() {
    return kind == Kind.THREE_PROCESSES ? 3 : 1;
  }

  @Override
  public String toString() {
    return kind.title + ", " + triggers + " triggers, " + limitPerHour + " per hour";
  }
}
