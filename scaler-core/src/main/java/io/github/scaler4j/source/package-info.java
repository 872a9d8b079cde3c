/**
 * The contract between a scaler and the source of its metric.
 *
 * <p>A {@link io.github.scaler4j.source.MetricSource} fetches values; a {@link
 * io.github.scaler4j.source.MetricSourceProvider} creates it from the objects that a factory
 * shares, such as clocks and scheduler. {@link java.util.ServiceLoader} finds this library's two
 * sources. Pass your own source to the factory's builder:
 *
 * <pre>{@code
 * MetricSourceProvider nines =
 *     context ->
 *         new MetricSource() {
 *           public boolean supports(DatadogTrigger trigger) {
 *             return true;
 *           }
 *
 *           public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
 *             Instant now = context.time().now();
 *             MetricOutcome nine = MetricOutcome.sample(9, now);
 *             long freshUntil = context.time().nanoTime();
 *             return CompletableFuture.completedFuture(MetricAnswer.of(nine, now, freshUntil));
 *           }
 *
 *           public void close() {}
 *         };
 * try (DatadogScalers own = DatadogScalers.builder().source(nines).build()) {
 *   System.out.println(own.scaler(metadata).read().value());
 * }
 * }</pre>
 *
 * <p>{@link io.github.scaler4j.source.SourceStatistics} counts what a source does, and {@link
 * io.github.scaler4j.source.TimeSource} is the clock that tests replace. {@link
 * io.github.scaler4j.source.SourceOptions} holds the settings that this library's sources share.
 *
 * <p>Where to go next: the test of a source should extend {@code MetricSourceContract} of the
 * artifact {@code scaler-test-fixtures}.
 */
@NullMarked
package io.github.scaler4j.source;

import org.jspecify.annotations.NullMarked;
