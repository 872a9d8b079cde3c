package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Days of random autoscalers, each decision compared with {@link PlainHpa}'s. */
class HpaDayPropertyTest {

  private static final int OBJECTS = Boolean.getBoolean("tests.thorough") ? 10_000 : 2_000;

  /** {@code -Dhpa.everySync=true}: all 5,760 syncs of each day, which takes minutes. */
  private static final boolean EVERY_SYNC = Boolean.getBoolean("hpa.everySync");

  private static final int DAY = 86_400;
  private static final int SYNC = 15;
  private static final int MAX_LEVEL = 150;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final MetricSpec ONE_PER_POD =
      MetricSpec.of("m", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 1));

  private static final List<MetricObservation> OUTAGE =
      List.of(MetricObservation.failed(ONE_PER_POD));
  private static final List<List<MetricObservation>> LEVELS =
      IntStream.rangeClosed(0, MAX_LEVEL)
          .mapToObj(level -> List.of(MetricObservation.of(ONE_PER_POD, level)))
          .toList();

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void decidesAsThePlainModel() {
    int decisions = 0;
    for (int object = 0; object < OBJECTS; object++) {
      decisions += compareADay(new Random(object), object);
    }
    assertThat(decisions).isGreaterThan((EVERY_SYNC ? 5_700 : 80) * OBJECTS);
  }

  /**
   * A day of some hundred syncs: periods with a sync every 15 seconds, and hours without one, as
   * for a workload at 0; or a day of all syncs.
   */
  private static int compareADay(Random random, int object) {
    HpaSpec spec = spec(random);
    HpaCalculator calculator = HpaCalculator.of(spec);
    PlainHpa plain = new PlainHpa(spec);
    HpaMemory memory = HpaMemory.empty();
    int replicas = random.nextInt(12);
    int level = random.nextInt(40);
    boolean outage = false;
    int decisions = 0;
    long second = random.nextInt(SYNC);
    while (second < DAY) {
      level = Math.min(MAX_LEVEL, Math.max(0, level + random.nextInt(11) - 5));
      if (random.nextInt(25) == 0) {
        level = random.nextInt(MAX_LEVEL);
      }
      outage = random.nextInt(outage ? 4 : 60) == 0 ? !outage : outage;
      // A target of 1 without tolerance, or a level far from the replicas, makes the level the
      // proposal, so the plain model needs no arithmetic of metrics.
      int proposal = outage ? -1 : proposal(spec, level, replicas);
      Instant now = START.plusSeconds(second);
      HpaDecision decision =
          calculator.decide(ReplicaCounts.of(replicas), metrics(outage, level), memory, now);
      int expected = plain.sync(replicas, proposal, second);
      if (decision.replicas() != expected) {
        throw new AssertionError(
            "object "
                + object
                + ", second "
                + second
                + ": "
                + decision
                + ", expected "
                + expected
                + " of "
                + replicas
                + " under "
                + spec
                + " after "
                + memory);
      }
      memory = decision.memory();
      replicas = random.nextInt(80) == 0 ? random.nextInt(20) : decision.replicas();
      boolean pause = !EVERY_SYNC && random.nextInt(25) == 0;
      second += pause ? 600 + random.nextInt(DAY / 2) : SYNC;
      decisions++;
    }
    return decisions;
  }

  private static int proposal(HpaSpec spec, int level, int replicas) {
    double ratio = level / (double) replicas;
    return spec.tolerance().covers(ratio) ? replicas : level;
  }

  private static List<MetricObservation> metrics(boolean outage, int level) {
    return outage ? OUTAGE : LEVELS.get(level);
  }

  private static HpaSpec spec(Random random) {
    int min = 1 + random.nextInt(4);
    HpaSpec bounds = HpaSpec.of(min, min + random.nextInt(60));
    return random.nextInt(4) == 0
        ? bounds
        : bounds.withBehavior(HpaBehavior.of(rules(random), rules(random)));
  }

  private static ScalingRules rules(Random random) {
    List<ScalingPolicy> policies = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Duration period = Duration.ofSeconds(pick(random, 1, 15, 30, 60, 90, 600, 1800));
      policies.add(
          random.nextBoolean()
              ? ScalingPolicy.pods(1 + random.nextInt(10), period)
              : ScalingPolicy.percent(1 + random.nextInt(300), period));
    }
    SelectPolicy[] choices = {
      SelectPolicy.MAX, SelectPolicy.MAX, SelectPolicy.MIN, SelectPolicy.MIN, SelectPolicy.DISABLED
    };
    ScalingRules rules =
        ScalingRules.scaleUpDefaults()
            .withStabilizationWindow(Duration.ofSeconds(pick(random, 0, 0, 15, 30, 60, 300, 900)))
            .withSelectPolicy(choices[random.nextInt(choices.length)])
            .withPolicies(policies);
    return random.nextBoolean() ? rules : rules.withTolerance(random.nextInt(6) / 10.0);
  }

  private static int pick(Random random, int... values) {
    return values[random.nextInt(values.length)];
  }
}
