package io.github.scaler4j.datadogapi;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.Predicate;

/** Fills one request from the queries of one queue. Confined to the plan. */
final class BatchFiller {

  // In a huge fleet, only the stalest are considered.
  private static final int MOST_CONSIDERED = 1_000;

  private final NavigableSet<QueryEntry> due;
  private final NavigableSet<QueryEntry> resting;
  private final Predicate<QueryEntry> goesAlone;
  private final RequestComposer.Space space;
  private final Duration freshFor;
  private final long nowNanos;
  private final List<QueryEntry> batch = new ArrayList<>();

  /**
   * Creates an instance with an empty request.
   *
   * @param due the due queries in the order of their turns; those that are taken are removed
   * @param resting the resting ones, likewise
   * @param goesAlone which resting queries cannot be added
   */
  BatchFiller(
      NavigableSet<QueryEntry> due,
      NavigableSet<QueryEntry> resting,
      Predicate<QueryEntry> goesAlone,
      RequestComposer.Space space,
      Duration freshFor,
      long nowNanos) {
    this.due = due;
    this.resting = resting;
    this.goesAlone = goesAlone;
    this.space = space;
    this.freshFor = freshFor;
    this.nowNanos = nowNanos;
  }

  /**
   * Takes due queries, then those past half their freshness, oldest first, then those near a
   * boundary. A value near a boundary never takes room that another one needs.
   */
  List<QueryEntry> fill() {
    take(due, query -> true);
    if (!freshFor.isZero()) {
      take(resting, this::mayComeAlong);
      takeNearest();
    }
    return batch;
  }

  private void take(NavigableSet<QueryEntry> from, Predicate<QueryEntry> oldEnough) {
    QueryEntry query = from.isEmpty() ? null : from.first();
    // Turns are unique, so the next one is found even if others were removed meanwhile.
    for (; query != null && !space.isUsedUp(); query = from.higher(query)) {
      if (!oldEnough.test(query)) {
        return;
      }
      if (takeOne(query, from)) {
        space.companions(query).forEach(other -> takeAlong(other, this::mayComeAlong));
      }
    }
  }

  /** Takes those near a boundary, nearest first, each with its companions. */
  private void takeNearest() {
    record Near(QueryEntry query, double margin) {}
    if (space.isUsedUp()) {
      return;
    }
    List<Near> nearest =
        resting.stream()
            .limit(MOST_CONSIDERED)
            .takeWhile(this::mayComeAlongIfNear)
            .map(query -> new Near(query, query.readers().margin()))
            .filter(near -> NearestMargin.isNear(near.margin()))
            .sorted(Comparator.comparingDouble(Near::margin))
            .toList();
    for (Near near : nearest) {
      if (!space.isUsedUp() && resting.contains(near.query()) && takeOne(near.query(), resting)) {
        // A family stays together; otherwise its merged query would have to be sent again for the
        // others.
        space.companions(near.query()).forEach(other -> takeAlong(other, this::mayComeAlongIfNear));
      }
    }
  }

  private void takeAlong(QueryEntry companion, Predicate<QueryEntry> oldEnough) {
    if (due.contains(companion)) {
      takeOne(companion, due);
    } else if (resting.contains(companion) && oldEnough.test(companion)) {
      takeOne(companion, resting);
    }
  }

  @CanIgnoreReturnValue
  private boolean takeOne(QueryEntry query, Set<QueryEntry> from) {
    if ((from == resting && goesAlone.test(query)) || !space.take(query)) {
      return false;
    }
    from.remove(query);
    batch.add(query);
    return true;
  }

  /** Whether a resting query may be sent before a reader wants it. */
  private boolean mayComeAlong(QueryEntry query) {
    return query.isOlderThan(freshFor.toNanos() / 2, nowNanos);
  }

  private boolean mayComeAlongIfNear(QueryEntry query) {
    return query.isOlderThan(NearestMargin.partOf(freshFor).toNanos(), nowNanos);
  }
}
