/**
 * Reads API triggers from Datadog's REST API, in full requests and within the rate limit.
 *
 * <p>{@link io.github.scaler4j.datadogapi.DatadogApiSource} is found on the class path
 * automatically. {@link io.github.scaler4j.datadogapi.DatadogApiOptions} configures it:
 *
 * <pre>{@code
 * DatadogApiOptions options =
 *     DatadogApiOptions.builder()
 *         .freshFor(Duration.ofSeconds(30)) // how long a value is used without another request
 *         .staleFor(Duration.ofMinutes(10)) // how old a stale value may be
 *         .budgetShare(0.5) // of the organisation's limit
 *         .build();
 * try (DatadogScalers own =
 *     DatadogScalers.builder().source(DatadogApiSource.with(options)).build()) {
 *   System.out.println(own.scaler(metadata).read().age());
 *   System.out.println(own.statistics());
 * }
 * }</pre>
 *
 * <h2>Merging</h2>
 *
 * <p>{@link io.github.scaler4j.datadogapi.DatadogApiOptions.Builder#merging} sends queries that
 * differ in one tag's value as one query, grouped by that tag. It is off by default. Datadog
 * documents that a group's value is that of the filtered query, with one exception: a gauge's group
 * may be interpolated over a gap of up to five minutes, where the single query has no value. So
 * merged values are regularly compared with the single query's own. This proves equality only at
 * those moments; between two comparisons, a value that differs may be used. A group that is missing
 * from a merged answer never counts as "no data".
 *
 * <p>Where to go next: {@code scaler-datadog-api/README.md} in the repository explains how queries
 * are paced. Triggers with {@code useClusterAgentProxy} need the artifact {@code
 * scaler-cluster-agent}.
 */
@NullMarked
package io.github.scaler4j.datadogapi;

import org.jspecify.annotations.NullMarked;
