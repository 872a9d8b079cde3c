package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.ReadSchedule;
import java.time.Duration;
import java.util.Locale;

/**
 * The settings of a simulated day, or of some of its hours.
 *
 * @param kind what goes wrong in it
 * @param triggers how many triggers are read, each with its own query
 * @param limitPerHour Datadog's rate limit at midnight
 * @param hours how long it lasts, an even number; its trouble begins in the middle
 */
record Scene(Kind kind, int triggers, int limitPerHour, int hours) {

  static final Duration FRESH_FOR = Duration.ofSeconds(15);
  static final double SHARE = 0.9;
  static final int BATCH = 35;

  private static final int DAY_HOURS = 24;
  private static final long SEED = 20260101;

  /** The trouble of a scene. */
  enum Kind {
    STEADY("nothing"),
    BAD_QUERIES("Datadog refuses one query in a hundred, with all that share its request"),
    LIMIT_HALVES(
        "at 12:03, in the middle of a period, the limit halves; the bound is that of the lower limit"),
    OTHER_CONSUMER("another client of the organisation spends half of the limit, evenly"),
    THREE_PROCESSES(
        "three processes share an account and know nothing of each other; each reads a third of the triggers"),
    OUTAGE("no connection from 12:00 to 12:20"),
    BURST("all triggers are polled at the same moment, and all synced at the same moment");

    final String title = name().toLowerCase(Locale.ROOT).replace('_', '-');
    final String trouble;

    Kind(String trouble) {
      this.trouble = trouble;
    }
  }

  /** A day. */
  Scene(Kind kind, int triggers, int limitPerHour) {
    this(kind, triggers, limitPerHour, DAY_HOURS);
  }

  Duration length() {
    return Duration.ofHours(hours);
  }

  Duration outageBegin() {
    return length().dividedBy(2);
  }

  Duration outageEnd() {
    return outageBegin().plusMinutes(20);
  }

  /** When the limit halves, within one of its periods. */
  Duration halving() {
    return length().dividedBy(2).plusMinutes(3);
  }

  ReadSchedule schedule() {
    return kind == Kind.BURST ? ReadSchedule.burst(triggers) : ReadSchedule.random(triggers, SEED);
  }

  long seed() {
    return SEED;
  }

  /** The limit in the long run. */
  int lastingLimit() {
    return kind == Kind.LIMIT_HALVES ? limitPerHour / 2 : limitPerHour;
  }

  int limitAt(long sinceMidnightNanos) {
    return sinceMidnightNanos < halving().toNanos() ? limitPerHour : lastingLimit();
  }

  /** Requests per second that the readers may send in the long run. */
  double pace() {
    double share = kind == Kind.OTHER_CONSUMER ? SHARE - 0.5 : SHARE;
    return share * lastingLimit() / 3600;
  }

  /** The age in seconds that no value should exceed: freshness, or one round at the pace. */
  double boundSeconds() {
    double batches = Math.ceil(triggers / (double) BATCH);
    return Math.max((double) FRESH_FOR.toSeconds(), batches / pace());
  }

  /**
   * How old a stand-in value may be: beyond the bound, because reads would fail with the default.
   */
  Duration staleFor() {
    return Duration.ofSeconds((long) Math.max(300, Math.ceil(1.5 * boundSeconds())));
  }

  boolean isBad(int trigger) {
    return kind == Kind.BAD_QUERIES && trigger % 100 == 50;
  }

  boolean isDown(long sinceMidnightNanos) {
    return kind == Kind.OUTAGE
        && sinceMidnightNanos >= outageBegin().toNanos()
        && sinceMidnightNanos < outageEnd().toNanos();
  }

  /**
   * Whether an age counts. It does not from the outage until all values are new again, nor in the
   * first hour of bad queries, in which they are found.
   */
  boolean isSettled(long sinceMidnightNanos, boolean recovered) {
    return switch (kind) {
      case OUTAGE -> sinceMidnightNanos < outageBegin().toNanos() || recovered;
      case BAD_QUERIES -> sinceMidnightNanos >= Duration.ofHours(1).toNanos();
      default -> true;
    };
  }

  /** Whether the outage or a change of the limit falls into an hour of the day. */
  boolean hasTroubleIn(int hour) {
    return hour == outageBegin().toHours() && (kind == Kind.OUTAGE || kind == Kind.LIMIT_HALVES);
  }

  /** The time between two requests of the other consumer; zero without one. */
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
