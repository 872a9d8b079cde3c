package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.MergingStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what a request asks for the queries that the plan has chosen. Belongs to the plan. */
interface RequestComposer {

  /** A query is read from now on. */
  void add(QueryEntry query);

  /** A query is not read any more. */
  void remove(QueryEntry query);

  /**
   * Opens a request that is to be filled.
   *
   * @param starts whether it is for first values: then no room is kept for proof
   */
  Room open(boolean starts, long nowNanos);

  /** The room of a request that is being filled. */
  interface Room {

    /** Takes a query along if there is room; the first one always. */
    boolean take(QueryEntry query);

    /** Whether no other query will fit. */
    boolean isUsedUp();

    /** The queries that can ride along with one for next to nothing. */
    List<QueryEntry> companions(QueryEntry query);
  }

  /** Decides what a first attempt asks. */
  Batch compose(Batch batch, long nowNanos);

  /**
   * Finds each query's series in an answer.
   *
   * @return for each query of the batch, in order; null if it must be asked again
   */
  List<@Nullable List<Series>> distribute(
      Batch batch, Reply.Answered answered, Step.Draft draft, long nowNanos);

  /** A request failed that asked more than its queries by themselves. */
  void onFailure(long nowNanos);

  /** How many queries' room it takes to ask for all live queries once, as things are. */
  int plannedQueries(int live);

  /** The same where each family is merged. */
  int mergedQueries(int live);

  /** What was merged. */
  MergingStatistics statistics(long nowNanos);
}
