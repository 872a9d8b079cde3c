package io.github.scaler4j.source;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.Verification.Check;
import io.github.scaler4j.source.Verification.Result;
import io.github.scaler4j.source.Verification.Step;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reports one read as a single step, for sources that don't check more. */
final class ReadVerification {

  // The source's own timer ends the read first; this limit is for a lost timer.
  private static final long GRACE_MILLIS = 100;

  private ReadVerification() {}

  static Verification of(DatadogTrigger trigger, CompletableFuture<MetricAnswer> read) {
    try {
      MetricAnswer answer = read.get(limitMillis(trigger.timeout()), TimeUnit.MILLISECONDS);
      return of(trigger, answer);
    } catch (InterruptedException e) {
      read.cancel(false);
      Thread.currentThread().interrupt();
      return report(trigger, Result.SKIPPED, "interrupted");
    } catch (ExecutionException e) {
      return report(trigger, Result.FAILED, message(known(e.getCause())));
    } catch (TimeoutException e) {
      read.cancel(false);
      return report(
          trigger, Result.FAILED, "no answer within " + trigger.timeout().toMillis() + " ms");
    }
  }

  private static Verification of(DatadogTrigger trigger, MetricAnswer answer) {
    Optional<MetricSourceException> staleCause = answer.staleCause();
    if (staleCause.isPresent()) {
      return report(trigger, Result.FAILED, message(staleCause.get()));
    }
    return answer.outcome() instanceof Sample sample
        ? report(trigger, Result.OK, sample.value() + " at " + sample.observedAt())
        : report(trigger, Result.FAILED, "no data: " + ((NoData) answer.outcome()).reason());
  }

  /** Returns a fault that the report shows. A fault of the code is thrown as it is. */
  private static @Nullable Throwable known(@Nullable Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    if (fault instanceof RuntimeException unchecked && !(fault instanceof ScalerException)) {
      throw unchecked;
    }
    return fault;
  }

  /** Converts without overflow: {@code TimeUnit} has a largest value, {@code Duration} has none. */
  private static long limitMillis(Duration timeout) {
    long millis = TimeUnit.MILLISECONDS.convert(timeout);
    return millis > Long.MAX_VALUE - GRACE_MILLIS ? Long.MAX_VALUE : millis + GRACE_MILLIS;
  }

  private static String message(@Nullable Throwable failure) {
    return failure == null ? "unknown" : String.valueOf(failure.getMessage());
  }

  private static Verification report(DatadogTrigger trigger, Result result, String detail) {
    return Verification.of(
        List.of(Step.of(trigger.metricSpec().name(), Check.METRIC, result, detail)));
  }
}
