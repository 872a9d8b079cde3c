package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.MergingStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which texts a request sends for the queries that the plan has chosen. Belongs to the
 * plan.
 */
interface RequestComposer {

  /** Adds a query that is read from now on. */
  void add(QueryEntry query);

  /** Removes a query that is no longer read. */
  void remove(QueryEntry query);

  /**
   * Opens a request to be filled.
   *
   * @param starts whether it is for first values, in which case no room is kept for proof
   */
  Space open(boolean starts, long nowNanos);

  /** The space in a request that is being filled. */
  interface Space {

    /** Adds a query if there is room; always adds the first one. */
    boolean take(QueryEntry query);

    /** Whether no other query will fit. */
    boolean isUsedUp();

    /** Returns the queries that can be added with a query at almost no cost. */
    List<QueryEntry> companions(QueryEntry query);
  }

  /** Decides the content of a first attempt. */
  Batch compose(Batch batch, long nowNanos);

  /**
   * Finds each query's series in an answer.
   *
   * @return for each query of the batch, in order; null if it must be sent again
   */
  List<@Nullable List<Series>> distribute(
      Batch batch, Reply.Answered answered, Step.Draft draft, long nowNanos);

  /** Handles the failure of a request that sent more than each query by itself. */
  void onFailure(long nowNanos);

  /** Returns how many queries' worth of space all live queries take at present. */
  int plannedQueries(int live);

  /** Returns how many they would take if each family were merged. */
  int mergedQueries(int live);

  /** Returns the statistics of merging. */
  MergingStatistics statistics(long nowNanos);
}
