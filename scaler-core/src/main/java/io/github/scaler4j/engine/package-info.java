/**
 * Code that both sources share. Not part of the public API.
 *
 * <p><b>Deadline.</b> A reader creates one {@link io.github.scaler4j.source.Deadline} and passes it
 * down unchanged. {@link io.github.scaler4j.engine.DeadlineTimer} ends its future then, whatever a
 * resolver, a socket or a supplier does.
 *
 * <p><b>Shared read.</b> {@link io.github.scaler4j.engine.SharedRead} holds the last value of one
 * query or metric, and the readers that wait for the next one. The upstream has at most one request
 * under way for it. If that request had less time than a reader who joined it, the shared read asks
 * once more. A fault gives way to the last value while it is younger than {@code staleFor}. {@link
 * io.github.scaler4j.engine.FreshnessCache} holds the shared reads, and drops idle ones.
 *
 * <p><b>Requests.</b> {@link io.github.scaler4j.engine.HttpExchange} turns a call into a future,
 * and every fault of the server into a {@link io.github.scaler4j.error.MetricSourceException}. It
 * retries nothing. {@link io.github.scaler4j.engine.HostGuard} is a host's circuit breaker, and is
 * asked before any budget. {@link io.github.scaler4j.engine.BoundedDns} keeps slow name resolution
 * off the readers. {@link io.github.scaler4j.engine.HostConnections} gives up silent connections.
 *
 * <p><b>Callers' code.</b> Suppliers run on threads that they may block ({@link
 * io.github.scaler4j.engine.CallerCode}). Futures that callers get complete on their executor
 * ({@link io.github.scaler4j.engine.CallerFuture}). Listeners are called one event after another,
 * and their exceptions are logged ({@link io.github.scaler4j.engine.ListenerQueue}). {@link
 * io.github.scaler4j.engine.Backstop} catches what any callback throws, so that no reader waits
 * forever. An {@link java.lang.Error}, and an unchecked exception of a caller's code, reach the
 * reader unchanged and count against no host.
 */
@NullMarked
package io.github.scaler4j.engine;

import org.jspecify.annotations.NullMarked;
