package io.github.scaler4j.source;

import io.github.scaler4j.source.Verification.Check;
import io.github.scaler4j.source.Verification.Result;
import io.github.scaler4j.source.Verification.Step;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Reports one plain read as a single step, for sources that don't check more. */
final class ReadVerification {

  private ReadVerification() {}

  /** Waits for a read, which ends within its trigger's timeout. */
  static Verification of(String metricName, CompletableFuture<MetricAnswer> read) {
    try {
      MetricOutcome outcome = read.get().outcome();
      return outcome instanceof MetricOutcome.Sample sample
          ? report(metricName, Result.OK, sample.value() + " at " + sample.observedAt())
          : report(
              metricName, Result.FAILED, "no data: " + ((MetricOutcome.NoData) outcome).reason());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return report(metricName, Result.SKIPPED, "interrupted");
    } catch (ExecutionException e) {
      return report(metricName, Result.FAILED, message(e.getCause()));
    }
  }

  private static String message(@Nullable Throwable failure) {
    return failure == null ? "unknown" : String.valueOf(failure.getMessage());
  }

  private static Verification report(String metricName, Result result, String detail) {
    return new Verification(List.of(new Step(metricName, Check.METRIC, result, detail)));
  }
}
