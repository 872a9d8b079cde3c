package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.Fallback;
import io.github.scaler4j.hpa.ReplicaCounts;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a {@link ScaledObjectScaler} does beyond reading.
 *
 * @param fallback what stands in for a trigger that keeps failing, or empty for nothing
 * @param replicas gives the workload's replicas when a fallback needs them: for every behaviour but
 *     {@code static}, and for a target of type {@code Value}. It is asked on the thread that
 *     completes a read, so it must not block; if it throws, there is no fallback
 */
public record ScaledObjectOptions(Optional<Fallback> fallback, Supplier<ReplicaCounts> replicas) {

  /** KEDA's defaults: no fallback. */
  public static final ScaledObjectOptions DEFAULTS =
      new ScaledObjectOptions(
          Optional.empty(),
          () -> {
            throw new IllegalStateException("no fallback, no replicas");
          });

  /**
   * Makes options.
   *
   * @throws NullPointerException if an argument is null
   */
  public ScaledObjectOptions {
    requireNonNull(fallback, "fallback");
    requireNonNull(replicas, "replicas");
  }

  /**
   * Makes options with a fallback.
   *
   * @param fallback what stands in for a trigger that keeps failing
   * @param replicas gives the workload's replicas; must not block
   * @return never null
   */
  public static ScaledObjectOptions of(Fallback fallback, Supplier<ReplicaCounts> replicas) {
    return new ScaledObjectOptions(Optional.of(fallback), replicas);
  }
}
