package io.github.scaler4j.datadogapi;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The gate counts right whoever asks and answers at the same time. Lincheck tries the schedules.
 */
@Param(name = "second", gen = IntGen.class, conf = "0:4")
@Param(name = "remaining", gen = IntGen.class, conf = "10:13")
public class GateLincheckTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final RateLimitGate gate = new RateLimitGate(0.9, () -> 0.5);

  /** Makes a gate that knows its limit, two requests above its reserve. */
  public GateLincheckTest() {
    gate.tryAcquire(0);
    gate.onAnswer(limit(12), true, 0);
  }

  @Operation
  public long tryAcquire(@Param(name = "second") int second) {
    return gate.tryAcquire(second * SECOND);
  }

  @Operation
  public void answer(@Param(name = "second") int second, @Param(name = "remaining") int remaining) {
    gate.onAnswer(limit(remaining), true, second * SECOND);
  }

  @Operation
  public void noAnswer() {
    gate.onNoAnswer();
  }

  @Operation
  public void tooManyRequests(@Param(name = "second") int second) {
    gate.onTooManyRequests(null, second * SECOND);
  }

  @Test
  void everyScheduleEqualsSomeOrder() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(200)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(getClass());
  }

  private static RateLimitSnapshot limit(int remaining) {
    return new RateLimitSnapshot(100, 60 * SECOND, remaining, 30 * SECOND, "");
  }
}
