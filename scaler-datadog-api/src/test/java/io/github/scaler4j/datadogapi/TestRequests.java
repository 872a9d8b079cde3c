package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.MergingStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks each query by itself; a test sets the rest. */
final class TestRequests implements RequestComposer {

  /** The companions of a query. */
  final Map<QueryEntry, List<QueryEntry>> companions = new HashMap<>();

  /** Whether answers have no series. */
  boolean lacking;

  /** How many merged requests failed. */
  int failures;

  private final PlainRequests plain;

  TestRequests(DatadogApiOptions options, PathCapacity path) {
    plain = new PlainRequests(options, path);
  }

  @Override
  public void add(QueryEntry query) {
    plain.add(query);
  }

  @Override
  public void remove(QueryEntry query) {
    plain.remove(query);
  }

  @Override
  public Space open(boolean starts, long nowNanos) {
    Space space = plain.open(starts, nowNanos);
    return new Space() {
      @Override
      public boolean take(QueryEntry query) {
        return space.take(query);
      }

      @Override
      public boolean isUsedUp() {
        return space.isUsedUp();
      }

      @Override
      public List<QueryEntry> companions(QueryEntry query) {
        return companions.getOrDefault(query, List.of());
      }
    };
  }

  @Override
  public Batch compose(Batch batch, long nowNanos) {
    return plain.compose(batch, nowNanos);
  }

  @Override
  public List<@Nullable List<Series>> distribute(
      Batch batch, Reply.Answered answered, Step.Draft draft, long nowNanos) {
    List<@Nullable List<Series>> series = plain.distribute(batch, answered, draft, nowNanos);
    if (lacking) {
      series.replaceAll(own -> null);
    }
    return series;
  }

  @Override
  public void onFailure(long nowNanos) {
    failures++;
  }

  @Override
  public int plannedQueries(int live) {
    return plain.plannedQueries(live);
  }

  @Override
  public int mergedQueries(int live) {
    return plain.mergedQueries(live);
  }

  @Override
  public MergingStatistics statistics(long nowNanos) {
    return plain.statistics(nowNanos);
  }
}
