package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.ReadSchedule;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.fixtures.GroupOddity;
import java.time.Duration;
import java.util.Set;

/**
 * A day of triggers in families.
 *
 * @param name names it in the report
 * @param way whether and how queries are merged
 * @param triggers how many triggers are read
 * @param limitPerHour Datadog's rate limit
 * @param trouble what is odd about Datadog's grouped answers
 * @param troubleFrom for how long nothing is
 */
record MergingScene(
    String name, Way way, int triggers, int limitPerHour, Trouble trouble, Duration troubleFrom) {

  static final int FAMILY = 20;

  private static final long SEED = 20260202;

  /** How queries are merged. */
  enum Way {
    /** Each is sent by itself. */
    SINGLE,
    /** With a list of values. */
    LISTS,
    /** Without a list, from a family's size on. */
    OPEN_GROUPS;

    String title() {
      return switch (this) {
        case SINGLE -> "single";
        case LISTS -> "lists";
        case OPEN_GROUPS -> "open groups";
      };
    }
  }

  /**
   * What is odd.
   *
   * @param oddities ways in which grouped answers differ
   * @param mostGroups the maximum number of groups in an answer
   * @param refusedStatus the status of a request with a grouped query, or 0
   * @param severalValues whether some series have two values of the tag
   * @param holes whether series have holes
   */
  record Trouble(
      Set<GroupOddity> oddities,
      int mostGroups,
      int refusedStatus,
      boolean severalValues,
      boolean holes) {

    static final Trouble NONE = new Trouble(Set.of(), Integer.MAX_VALUE, 0, false, false);

    static Trouble of(GroupOddity... oddities) {
      return new Trouble(Set.of(oddities), Integer.MAX_VALUE, 0, false, true);
    }
  }

  /**
   * Whether triggers are read only by polls, as with {@code useCachedMetrics}. With so many
   * triggers a round takes so long that more reads would show the same ages.
   */
  boolean pollsOnly() {
    return triggers > 1_000 && limitPerHour < 1_000;
  }

  /** Whether an oddity begins once all queries are proven. */
  boolean isLate() {
    return !troubleFrom.isZero();
  }

  /** Whether families have different sizes, and a fifth of the triggers has none. */
  boolean isMixed() {
    return name.equals("mixed");
  }

  /**
   * Returns how long it takes to compare each member once, in a small scene: each request has room
   * to compare one member of each merged query.
   */
  Duration auditRound() {
    return Duration.ofMillis((long) (FAMILY * 3_600_000 / (Scene.SHARE * limitPerHour)));
  }

  ReadSchedule schedule() {
    return ReadSchedule.random(triggers, SEED);
  }

  long seed() {
    return SEED;
  }

  DatadogApiOptions options() {
    double rounds = Math.ceil(triggers / (double) Scene.BATCH);
    double bound = rounds / (Scene.SHARE * limitPerHour / 3600);
    return DatadogApiOptions.builder()
        .staleFor(Duration.ofSeconds((long) Math.max(300, 1.5 * bound)))
        .merging(way != Way.SINGLE)
        .openGroupsFrom(way == Way.OPEN_GROUPS ? FAMILY : 1_000_000)
        .build();
  }

  @Override
  public String toString() {
    return name + ", " + way.title() + ", " + triggers + " triggers, " + limitPerHour + " per hour";
  }
}
