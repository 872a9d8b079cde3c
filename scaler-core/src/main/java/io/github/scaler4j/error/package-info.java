/**
 * One sealed family of unchecked exceptions.
 *
 * <p>All extend {@link io.github.scaler4j.error.ScalerException}: {@link
 * io.github.scaler4j.error.InvalidTriggerException} when a trigger is made, and the kinds of {@link
 * io.github.scaler4j.error.MetricSourceException} when it is read. A read fails only if no value is
 * recent enough to stand in.
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
 * <p>"No data" is a value if the trigger has a {@code metricUnavailableValue}; faults are
 * exceptions either way. No message holds a key or a token.
 */
@NullMarked
package io.github.scaler4j.error;

import org.jspecify.annotations.NullMarked;
