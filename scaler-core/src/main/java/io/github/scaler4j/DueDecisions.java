package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.AutoscalerDecision;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The decisions of one {@link ScaledObjectAutoscaler#decide} call: a poll's, a sync's, both or
 * neither.
 *
 * @param poll empty if no poll was due
 * @param sync empty if no sync was due; after a poll it starts from the poll's replicas
 */
public record DueDecisions(Optional<AutoscalerDecision> poll, Optional<AutoscalerDecision> sync) {

  static final DueDecisions NONE = new DueDecisions(Optional.empty(), Optional.empty());

  /**
   * Creates the decisions.
   *
   * @throws NullPointerException if an argument is null
   */
  public DueDecisions {
    requireNonNull(poll, "poll");
    requireNonNull(sync, "sync");
  }

  /**
   * Returns the {@code spec.replicas} to set now.
   *
   * @return empty to leave it unchanged
   */
  public OptionalInt scaleTo() {
    return all()
        .map(AutoscalerDecision::scaleTo)
        .reduce(OptionalInt.empty(), (first, second) -> second.isPresent() ? second : first);
  }

  /**
   * Explains the decisions, one line each, for logs and operators.
   *
   * @return empty if nothing was due
   */
  public String explain() {
    return all().map(AutoscalerDecision::explain).collect(Collectors.joining("\n"));
  }

  private Stream<AutoscalerDecision> all() {
    return Stream.of(poll, sync).flatMap(Optional::stream);
  }

  /** Returns {@link #explain}. */
  @Override
  public String toString() {
    return explain();
  }
}
