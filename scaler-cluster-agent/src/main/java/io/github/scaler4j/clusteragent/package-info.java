/**
 * Reads Cluster Agent triggers from the Datadog Cluster Agent's external metrics API.
 *
 * <p>The agent refreshes a {@code DatadogMetric} for all its readers, so many processes share one
 * request to Datadog. {@link io.github.scaler4j.clusteragent.ClusterAgentSource} is found on the
 * class path automatically. Trust the agent's own CA, and verify the access step by step before you
 * rely on it:
 *
 * <pre>{@code
 * ClusterAgentOptions options =
 *     ClusterAgentOptions.builder()
 *         .endpoint(URI.create("https://datadog-cluster-agent-metrics-server.datadog:8443"))
 *         .freshFor(Duration.ofSeconds(15))
 *         .build();
 * try (DatadogScalers own =
 *     DatadogScalers.builder().source(ClusterAgentSource.with(options)).build()) {
 *   System.out.println(own.verify(DatadogTrigger.parse(metadata)));
 * }
 * }</pre>
 *
 * <p>Where to go next: {@link io.github.scaler4j.clusteragent.ClusterAgentOptions} for
 * certificates, tokens and several endpoints.
 */
@NullMarked
package io.github.scaler4j.clusteragent;

import org.jspecify.annotations.NullMarked;
