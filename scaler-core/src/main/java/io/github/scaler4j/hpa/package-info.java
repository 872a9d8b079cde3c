/**
 * The arithmetic of the HorizontalPodAutoscaler and of KEDA: pure values and functions that read
 * nothing.
 *
 * <p>{@link io.github.scaler4j.hpa.HpaCalculator} decides a sync from metrics that you supply. It
 * is stateless: an autoscaler's memory between syncs is passed in and returned as {@link
 * io.github.scaler4j.hpa.HpaMemory}.
 *
 * <pre>{@code
 * MetricSpec spec =
 *     MetricSpec.of("s0-datadog-web", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 2));
 * HpaDecision decision =
 *     HpaCalculator.of(HpaSpec.of(1, 10))
 *         .decide(
 *             ReplicaCounts.of(3),
 *             List.of(MetricObservation.of(spec, 13.8)),
 *             HpaMemory.empty(),
 *             Instant.now());
 * System.out.println(decision.replicas() + ", limited by " + decision.limit());
 * }</pre>
 *
 * <p>Where to go next: {@link io.github.scaler4j.hpa.AutoscalerPlan} adds what KEDA does around the
 * autoscaler: activation, fallback, pauses and formulas. {@link
 * io.github.scaler4j.ScaledObjectAutoscaler} reads the metrics too.
 */
@NullMarked
package io.github.scaler4j.hpa;

import org.jspecify.annotations.NullMarked;
