package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.merging.Census;
import io.github.scaler4j.source.MergingStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends each query by itself. */
final class PlainRequests implements RequestComposer {

  private final DatadogApiOptions options;
  private final PathCapacity path;
  private final Census census = new Census();

  PlainRequests(DatadogApiOptions options, PathCapacity path) {
    this.options = options;
    this.path = path;
  }

  @Override
  public void add(QueryEntry query) {
    census.add(query.query());
  }

  @Override
  public void remove(QueryEntry query) {
    census.remove(query.query());
  }

  @Override
  public Space open(boolean starts, long nowNanos) {
    return new Capacity();
  }

  @Override
  public Batch compose(Batch batch, long nowNanos) {
    return batch;
  }

  @Override
  public List<@Nullable List<Series>> distribute(
      Batch batch, Reply.Answered answered, Step.Draft draft, long nowNanos) {
    return new ArrayList<>(answered.series());
  }

  @Override
  public void onFailure(long nowNanos) {}

  @Override
  public int plannedQueries(int live) {
    return live;
  }

  @Override
  public int mergedQueries(int live) {
    return live - census.saved();
  }

  @Override
  public MergingStatistics statistics(long nowNanos) {
    return MergingStatistics.NONE;
  }

  /** The space left in a request. Confined to the plan. */
  private final class Capacity implements Space {
    // Stops early, so that a full request does not scan thousands of queries that don't fit.
    private static final int MOST_SKIPPED = 35;

    // One character between two queries, escaped.
    private static final int COMMA = 3;

    private int queries = path.queries();
    private int characters = options.maxEscapedQuery() + COMMA;
    private int skipped;
    private boolean taken;

    @Override
    public boolean take(QueryEntry query) {
      int length = query.escapedLength() + COMMA;
      boolean fits = query.query().topLevelQueries() <= queries && length <= characters;
      // The path's capacity may have shrunk since the first query became due.
      if (!fits && taken) {
        skipped++;
        return false;
      }
      taken = true;
      queries -= query.query().topLevelQueries();
      characters -= length;
      return true;
    }

    @Override
    public boolean isUsedUp() {
      return queries <= 0 || skipped > MOST_SKIPPED;
    }

    @Override
    public List<QueryEntry> companions(QueryEntry query) {
      return List.of();
    }
  }
}
