/**
 * KEDA's Datadog scaler as a library.
 *
 * <p>A KEDA {@code datadog} trigger says which metric scales a workload, and by which target.
 * {@link io.github.scaler4j.DatadogScalers} opens it, and {@link io.github.scaler4j.DatadogScaler}
 * reads its value. Keep one {@code DatadogScalers} per process, so that its scalers share requests
 * and values:
 *
 * <pre>{@code
 * TriggerMetadata metadata =
 *     TriggerMetadata.builder()
 *         .metadata("query", "avg:nginx.net.request_per_s{service:web}")
 *         .metadata("queryValue", "2")
 *         .authParam("apiKey", System.getenv("DD_API_KEY"))
 *         .authParam("appKey", System.getenv("DD_APP_KEY"))
 *         .build();
 * try (DatadogScalers scalers = DatadogScalers.create();
 *     DatadogScaler scaler = scalers.scaler(metadata)) {
 *   ScalerReading reading = scaler.read();
 *   System.out.println(reading.value() + " against " + scaler.metricSpec().target());
 * }
 * }</pre>
 *
 * <p>To scale as well, use a {@link io.github.scaler4j.ScaledObjectAutoscaler}. It decides; your
 * code reads and sets the replica counts:
 *
 * <pre>{@code
 * try (ScaledObjectAutoscaler autoscaler = scalers.scaledObject(object, resolver)) {
 *   DueDecisions due = autoscaler.decide(ReplicaCounts.of(3));
 *   due.scaleTo().ifPresent(replicas -> System.out.println(replicas + ": " + due.explain()));
 * }
 * }</pre>
 *
 * <p>Parameters and results are never null unless a method says so.
 *
 * <p>Where to go next: {@link io.github.scaler4j.manifest} for triggers in YAML, {@link
 * io.github.scaler4j.trigger} for what a trigger means, {@link io.github.scaler4j.error} for what
 * can go wrong. The sources that read are the artifacts {@code scaler-datadog-api} and {@code
 * scaler-cluster-agent}; one of them must be on the class path.
 */
@NullMarked
package io.github.scaler4j;

import org.jspecify.annotations.NullMarked;
