package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.ControlLoop.Work;
import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.AutoscalerDecision;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.hpa.TriggerObservation;
import io.github.scaler4j.manifest.ScaledObject;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides over time how many replicas the workload of one {@code ScaledObject} has, as KEDA decides
 * together with the HorizontalPodAutoscaler that it creates. It reads the triggers and returns what
 * to set. The caller reads and sets the replica counts.
 *
 * <p>A <em>poll</em> is KEDA's: every {@link ScaledObject#pollingInterval} it activates or
 * deactivates the workload ({@code pkg/scaling/executor/scale_scaledobjects.go}). A <em>sync</em>
 * is the HorizontalPodAutoscaler's: every {@link #SYNC_INTERVAL} it sets the number of replicas.
 * {@link #decide} does whichever is due. Most callers need nothing else:
 *
 * <pre>{@code
 * DueDecisions decisions = autoscaler.decide(counts);   // every second, or after untilDue()
 * decisions.scaleTo().ifPresent(replicas -> ...);
 * store(autoscaler.state().toMap());
 * }</pre>
 *
 * <p>A trigger that can't be read, or does not answer within its timeout, is part of the decision;
 * its exception is never thrown, and the values of the others count. Each poll at its interval
 * counts one failure of such a trigger, even if the source held the request back, so {@code
 * fallback} starts when KEDA's does. A sync counts one too, unless it shares an answer that has
 * already counted.
 *
 * <p>A call that is interrupted or cancelled, or in which a trigger throws an {@link Error},
 * decides and counts nothing, and the work is due again. The same applies if the factory is closed
 * during a decision.
 *
 * <p>While an object is paused, its triggers are neither resolved nor read, and the factory's
 * health does not list them.
 *
 * <p>Thread-safe. No lock is held while a trigger is read. Obtained from {@link
 * DatadogScalers#scaledObject}.
 */
public final class ScaledObjectAutoscaler implements AutoCloseable {

  /** Kubernetes' {@code --horizontal-pod-autoscaler-sync-period}: 15 s. */
  public static final Duration SYNC_INTERVAL = Duration.ofSeconds(15);

  private final TimeSource time;
  private final ScalerThreads threads;
  private final ControlLoop loop;

  ScaledObjectAutoscaler(
      ScaledObject object,
      Optional<AutoscalerState> state,
      Function<ScaledObject, ObjectTriggers> open,
      Sources sources,
      ScalerThreads threads,
      TimeSource time) {
    this.time = time;
    this.threads = threads;
    this.loop = new ControlLoop(object, state, open, sources, SYNC_INTERVAL, time);
  }

  /**
   * Does what is due: a poll, a sync, a poll and then a sync of the same readings, or nothing.
   * Blocks for at most the longest of the triggers' timeouts.
   *
   * @param counts how many replicas there are
   * @return what to set, and why; the next decision assumes that the replicas were set, unless it
   *     is {@linkplain #withdraw withdrawn}
   * @throws TransportException if this thread is interrupted. It stays interrupted, and nothing is
   *     decided
   * @throws IllegalStateException if this autoscaler or its factory is closed
   */
  public DueDecisions decide(ReplicaCounts counts) {
    return finish(loop::beginDue, counts);
  }

  /**
   * Does what is due without blocking.
   *
   * @param counts how many replicas there are
   * @return a new future, which completes on {@link DatadogScalers.Builder#executor}. If it is
   *     cancelled before the decision, nothing is decided. Once the decision has begun, {@code
   *     cancel} returns false, and the future completes with the decision. If the factory is closed
   *     before the decision, the future fails with an {@link IllegalStateException}
   * @throws IllegalStateException if this autoscaler or its factory is closed
   */
  public CompletableFuture<DueDecisions> decideAsync(ReplicaCounts counts) {
    return finishAsync(loop::beginDue, counts, decisions -> decisions);
  }

  /**
   * Returns the time until the next poll or sync is due.
   *
   * @return zero if one is due now
   * @throws IllegalStateException if this autoscaler is closed
   */
  public Duration untilDue() {
    return loop.untilDue();
  }

  /**
   * Polls all triggers, due or not: decides whether the workload is activated, deactivated or stays
   * as it is. Blocks for at most the longest of the triggers' timeouts.
   *
   * @param counts how many replicas there are
   * @return what to set, and why; the next decision assumes that the replicas were set, unless it
   *     is {@linkplain #withdraw withdrawn}
   * @throws TransportException if this thread is interrupted. It stays interrupted, and nothing is
   *     decided
   * @throws IllegalStateException if this autoscaler or its factory is closed
   */
  public AutoscalerDecision poll(ReplicaCounts counts) {
    return finish(() -> loop.begin(true, false), counts).poll().orElseThrow();
  }

  /**
   * Polls like {@link #poll}, without blocking.
   *
   * @param counts how many replicas there are
   * @return a new future, like that of {@link #decideAsync}
   * @throws IllegalStateException if this autoscaler or its factory is closed
   */
  public CompletableFuture<AutoscalerDecision> pollAsync(ReplicaCounts counts) {
    return finishAsync(
        () -> loop.begin(true, false), counts, decisions -> decisions.poll().orElseThrow());
  }

  /**
   * Syncs, due or not: decides how many replicas there should be. Reads the triggers unless the
   * workload is at 0, out of its bounds or paused. A trigger with {@code useCachedMetrics} keeps
   * the last poll's value. Blocks for at most the longest of the triggers' timeouts.
   *
   * @param counts how many replicas there are
   * @return what to set, and why; the next decision assumes that the replicas were set, unless it
   *     is {@linkplain #withdraw withdrawn}
   * @throws TransportException if this thread is interrupted. It stays interrupted, and nothing is
   *     decided
   * @throws IllegalStateException if this autoscaler or its factory is closed
   */
  public AutoscalerDecision sync(ReplicaCounts counts) {
    return finish(() -> loop.begin(false, true), counts).sync().orElseThrow();
  }

  /**
   * Syncs like {@link #sync}, without blocking.
   *
   * @param counts how many replicas there are
   * @return a new future, like that of {@link #decideAsync}
   * @throws IllegalStateException if this autoscaler or its factory is closed
   */
  public CompletableFuture<AutoscalerDecision> syncAsync(ReplicaCounts counts) {
    return finishAsync(
        () -> loop.begin(false, true), counts, decisions -> decisions.sync().orElseThrow());
  }

  private DueDecisions finish(Supplier<Work> begin, ReplicaCounts counts) {
    requireNonNull(counts, "counts");
    Work work = begin.get();
    try {
      Deadline deadline = Deadline.in(work.timeout(), time);
      Readings readings = work.observe(counts, time.now());
      List<TriggerObservation> observations =
          BlockingWait.await(
              readings.all(),
              work.object().toString(),
              deadline,
              time,
              () -> readings.endUnfinished(time.now()));
      return loop.decide(work, observations, counts);
    } catch (Throwable e) {
      loop.abandon(work);
      throw e;
    }
  }

  private <T> CompletableFuture<T> finishAsync(
      Supplier<Work> begin, ReplicaCounts counts, Function<DueDecisions, T> part) {
    requireNonNull(counts, "counts");
    Work work = begin.get();
    try {
      Readings readings = work.observe(counts, time.now());
      threads.watch(readings, work.timeout());
      CallerFuture<T> decision =
          CallerFuture.of(
              readings.all(),
              observations -> part.apply(loop.decide(work, observations, counts)),
              threads.executor(),
              (decisions, fault) -> abandonAfter(fault, work));
      Backstop.whenDone(decision, (decisions, fault) -> abandonAfter(fault, work), fault -> {});
      return decision;
    } catch (Throwable e) {
      loop.abandon(work);
      throw e;
    }
  }

  private void abandonAfter(@Nullable Throwable fault, Work work) {
    if (fault != null) {
      loop.abandon(work);
    }
  }

  /**
   * Takes decisions back, because the replicas could not be set. Then no scale event counts for the
   * policies of {@code behavior}, and an activation starts no cooldown: Kubernetes ({@code
   * horizontal.go}) and KEDA record both only after the update has succeeded. What was read still
   * counts, and nothing becomes due. Does nothing if a newer poll or sync has been decided.
   *
   * @param decisions those of the last {@link #decide}, or a {@link DueDecisions} made of what
   *     {@link #poll} or {@link #sync} returned last
   */
  public void withdraw(DueDecisions decisions) {
    loop.withdraw(requireNonNull(decisions, "decisions"));
  }

  /**
   * Continues with a changed object. Resolves its triggers again, makes a poll due at once, and
   * keeps the state that still applies. Also accepts the same object again, for example after a
   * Secret has changed. Blocks as long as the resolver does.
   *
   * <p>If the object differs only in what decisions don't depend on, such as annotations that KEDA
   * ignores, nothing is resolved and nothing becomes due. The triggers of a paused object are
   * resolved when an update ends the pause; if that fails, the object stays paused. An object with
   * a later {@code creationTimestamp} was created again and begins with a new state. A decision
   * that is under way ends with the object that it began with, but a pause counts at once.
   *
   * @param object the changed object; it must have the same namespace and name
   * @throws InvalidTriggerException as from {@link DatadogScalers#scaledObject}; then nothing
   *     changes
   * @throws IllegalArgumentException if the object has another namespace or name
   * @throws IllegalStateException if this autoscaler or its factory is closed
   */
  public void update(ScaledObject object) {
    loop.update(object);
  }

  /**
   * Returns the object.
   *
   * @return the object that was given last
   * @throws IllegalStateException if this autoscaler is closed
   */
  public ScaledObject object() {
    return loop.object();
  }

  /**
   * Returns the state of the decisions: plain data to store, and to restore with {@link
   * AutoscalerOptions.Builder#state}.
   *
   * @return an immutable snapshot; also available once this autoscaler is closed
   */
  public AutoscalerState state() {
    return loop.state();
  }

  /**
   * Ends the decisions. A decision that is under way still completes, unless the factory is closed
   * too. Resources that scalers share stay open until {@link DatadogScalers#close()}.
   */
  @Override
  public void close() {
    loop.close();
  }
}
