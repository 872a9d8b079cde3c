/**
 * One sealed family of unchecked exceptions.
 *
 * <p>All extend {@link io.github.scaler4j.error.ScalerException}: {@link
 * io.github.scaler4j.error.InvalidTriggerException} reports a trigger that can't be used: mostly
 * when it is parsed, and when it is read if a key, a token or a CA is unusable. {@link
 * io.github.scaler4j.error.MetricSourceException} and its kinds report a source that can't answer,
 * {@link io.github.scaler4j.error.MetricUnavailableException} a metric without data. If the source
 * can't answer, a read fails only if no older value is recent enough to stand in.
 *
 * <pre>{@code
 * try {
 *   System.out.println(scaler.read().value());
 * } catch (RateLimitedException e) {
 *   System.out.println("the budget is spent; it resets in " + e.reset());
 * } catch (AuthorizationException e) {
 *   System.out.println("a key, a token or a permission is missing: " + e.getMessage());
 * } catch (MetricUnavailableException e) {
 *   System.out.println("no data, and no metricUnavailableValue");
 * } catch (ScalerException e) {
 *   System.out.println(e.getMessage());
 * }
 * }</pre>
 *
 * <p>If the trigger has a {@code metricUnavailableValue}, "no data" gives that value. A fault is an
 * exception either way. No message holds a key or a token.
 */
@NullMarked
package io.github.scaler4j.error;

import org.jspecify.annotations.NullMarked;
