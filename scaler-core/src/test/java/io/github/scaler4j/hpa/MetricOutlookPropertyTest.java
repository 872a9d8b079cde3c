package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The next boundary of a metric: the replicas change at that value, but not just before it. */
class MetricOutlookPropertyTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void namesTheValuesThatChangeTheReplicas() {
    Random random = new Random(1);
    int raises = 0;
    int lowers = 0;
    for (int i = 0; i < 5_000; i++) {
      HpaSpec spec = spec(random);
      ReplicaCounts counts =
          ReplicaCounts.of(
              spec.minReplicas() + random.nextInt(spec.maxReplicas() - spec.minReplicas() + 1));
      List<MetricObservation> metrics = metrics(random);
      int index = random.nextInt(metrics.size());
      int now = replicas(spec, counts, metrics);
      MetricOutlook outlook =
          new MetricOutlook(
              metrics,
              MetricArithmetic.propose(counts, metrics, spec.tolerance()),
              index,
              counts,
              spec);
      String row = spec + " " + counts + " " + metrics + " " + index;
      if (metrics.get(index).value().isEmpty()) {
        assertThat(outlook.raisesFrom()).as(row).isEmpty();
        assertThat(outlook.lowersFrom()).as(row).isEmpty();
        continue;
      }
      if (outlook.raisesFrom().isPresent()) {
        long from = outlook.raisesFrom().get().milliValue();
        assertThat(replicas(spec, counts, with(metrics, index, from))).as(row).isGreaterThan(now);
        assertThat(replicas(spec, counts, with(metrics, index, from - 1))).as(row).isEqualTo(now);
        raises++;
      } else {
        assertThat(replicas(spec, counts, with(metrics, index, 1_000_000_000)))
            .as(row)
            .isEqualTo(now);
      }
      if (outlook.lowersFrom().isPresent()) {
        long from = outlook.lowersFrom().get().milliValue();
        assertThat(replicas(spec, counts, with(metrics, index, from))).as(row).isLessThan(now);
        assertThat(replicas(spec, counts, with(metrics, index, from + 1))).as(row).isEqualTo(now);
        lowers++;
      } else {
        assertThat(replicas(spec, counts, with(metrics, index, 0))).as(row).isEqualTo(now);
      }
    }
    assertThat(raises).isGreaterThan(500);
    assertThat(lowers).isGreaterThan(500);
  }

  /** Checks the whole decision, without a memory. */
  private static int replicas(HpaSpec spec, ReplicaCounts counts, List<MetricObservation> metrics) {
    return HpaCalculator.of(spec).decide(counts, metrics, HpaMemory.empty(), NOW).replicas();
  }

  private static List<MetricObservation> with(
      List<MetricObservation> metrics, int index, long milli) {
    List<MetricObservation> changed = new ArrayList<>(metrics);
    changed.set(index, observation(metrics.get(index).spec(), milli));
    return changed;
  }

  private static List<MetricObservation> metrics(Random random) {
    List<MetricObservation> metrics = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      MetricTargetType type = List.of(MetricTargetType.values()).get(random.nextInt(2));
      MetricSpec spec =
          MetricSpec.of("m" + i, MetricTarget.of(type, 1 + random.nextInt(5_000) / 1_000.0));
      metrics.add(
          random.nextInt(8) == 0
              ? MetricObservation.failed(spec)
              : observation(spec, random.nextInt(60_000)));
    }
    return metrics;
  }

  private static MetricObservation observation(MetricSpec spec, long milli) {
    return new MetricObservation(spec, Optional.of(Quantity.ofMilli(milli)));
  }

  /** Without a window, and with policies that allow everything, only the bounds limit. */
  private static HpaSpec spec(Random random) {
    int min = 1 + random.nextInt(4);
    return HpaSpec.of(min, min + random.nextInt(20))
        .withBehavior(HpaBehavior.of(rules(random), rules(random)));
  }

  private static ScalingRules rules(Random random) {
    ScalingRules rules =
        ScalingRules.scaleUpDefaults()
            .withPolicies(List.of(ScalingPolicy.pods(1_000_000, Duration.ofSeconds(15))));
    return random.nextBoolean() ? rules : rules.withTolerance(random.nextInt(6) / 10.0);
  }
}
