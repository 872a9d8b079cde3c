package io.github.scaler4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.ObservedTrigger.Reader;
import io.github.scaler4j.hpa.AutoscalerDecision;
import io.github.scaler4j.hpa.AutoscalerPlan;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.hpa.TriggerObservation;
import io.github.scaler4j.manifest.ScaledObject;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The control loop of one object: which work is due, and which decisions follow from what it reads.
 *
 * <p>Thread-safe. No lock is held while a trigger is opened or read.
 */
final class ControlLoop {

  private final TimeSource time;
  private final Function<ScaledObject, ObjectTriggers> open;
  private final Sources sources;
  private final Object lock = new Object();

  @GuardedBy("lock") private Revision revision;

  @GuardedBy("lock") private AutoscalerState state;

  @GuardedBy("lock") private Cadence polls;

  @GuardedBy("lock") private final Cadence syncs;

  @GuardedBy("lock") private boolean closed;

  /** The object as it was given last. */
  private record Revision(ScaledObject object, AutoscalerPlan plan, ObjectTriggers triggers) {

    boolean paused() {
      return object.settings().annotations().paused();
    }
  }

  /** The work that a call has begun: a poll, a sync, both or neither. */
  static final class Work {
    private final Revision revision;
    private final Optional<Reader> poll;
    private final boolean sync;

    private Work(Revision revision, Optional<Reader> poll, boolean sync) {
      this.revision = revision;
      this.poll = poll;
      this.sync = sync;
    }

    ScaledObject object() {
      return revision.object;
    }

    /** Returns how long it may take to read the triggers. */
    Duration timeout() {
      return revision.triggers.timeout();
    }

    /** Reads what the work needs. */
    CompletableFuture<List<TriggerObservation>> observe(ReplicaCounts counts, Instant now) {
      if (poll.isPresent() && !revision.paused()) {
        return revision.triggers.poll(poll.get());
      }
      return sync && revision.plan.readsMetrics(counts)
          ? revision.triggers.sync()
          : CompletableFuture.completedFuture(revision.triggers.unread(now));
    }
  }

  /**
   * Starts the loop; a poll and a sync are due at once.
   *
   * @param state the stored state, or empty for a new object
   * @param open opens an object's triggers; may block
   * @param sources once they are closed, nothing is decided: they end reads of triggers that have
   *     not failed
   * @throws RuntimeException if {@code open} throws it
   */
  ControlLoop(
      ScaledObject object,
      Optional<AutoscalerState> state,
      Function<ScaledObject, ObjectTriggers> open,
      Sources sources,
      Duration syncInterval,
      TimeSource time) {
    this.time = time;
    this.open = open;
    this.sources = sources;
    this.revision = revise(object);
    this.state =
        state.orElseGet(() -> AutoscalerState.initial(object.creationTime().orElseGet(time::now)));
    this.polls = new Cadence(object.pollingInterval(), time);
    this.syncs = new Cadence(syncInterval, time);
  }

  private Revision revise(ScaledObject object) {
    return new Revision(object, AutoscalerPlan.of(object.settings()), open.apply(object));
  }

  /** Returns the time until the next poll or sync is due; zero if one is due now. */
  Duration untilDue() {
    synchronized (lock) {
      checkOpen();
      Duration poll = polls.left();
      Duration sync = syncs.left();
      return poll.compareTo(sync) < 0 ? poll : sync;
    }
  }

  /**
   * Begins what is due.
   *
   * @throws IllegalStateException if this loop or its sources are closed
   */
  Work beginDue() {
    synchronized (lock) {
      return begin(polls.isDue(), syncs.isDue());
    }
  }

  /**
   * Begins work, due or not.
   *
   * @throws IllegalStateException if this loop or its sources are closed
   */
  Work begin(boolean poll, boolean sync) {
    synchronized (lock) {
      checkOpen();
      sources.checkOpen();
      Optional<Reader> reader = Optional.empty();
      if (poll) {
        reader = Optional.of(polls.begin() ? Reader.POLL : Reader.OTHER);
      }
      if (sync) {
        syncs.begin();
      }
      return new Work(revision, reader, sync);
    }
  }

  /**
   * Decides, and reports to each trigger how near its value is to a different decision.
   *
   * @throws IllegalStateException if the sources are closed; then the state stays as it is
   */
  DueDecisions decide(Work work, List<TriggerObservation> observations, ReplicaCounts counts) {
    DueDecisions decisions = decideLocked(work, observations, counts);
    decisions.sync().ifPresent(sync -> work.revision.triggers.reportMargins(sync.metrics()));
    return decisions;
  }

  private DueDecisions decideLocked(
      Work work, List<TriggerObservation> observations, ReplicaCounts counts) {
    synchronized (lock) {
      // A pause takes effect at once, even for work that began before it.
      AutoscalerPlan plan = revision.paused() ? revision.plan : work.revision.plan;
      AutoscalerState next = state;
      Optional<AutoscalerDecision> poll = Optional.empty();
      ReplicaCounts found = counts;
      if (work.poll.isPresent()) {
        AutoscalerDecision decision = plan.poll(observations, counts, next, time.now());
        poll = Optional.of(decision);
        next = decision.state();
        found =
            ReplicaCounts.of(
                decision.scaleTo().orElse(counts.spec()), counts.status(), counts.ready());
      }
      Optional<AutoscalerDecision> sync = Optional.empty();
      if (work.sync) {
        AutoscalerDecision decision = plan.sync(observations, found, next, time.now());
        sync = Optional.of(decision);
        next = decision.state();
      }
      // A source that is closed ends its reads, but the triggers have not failed.
      sources.checkOpen();
      // Assigned after both decisions, so that an exception leaves the state unchanged.
      state = next;
      return new DueDecisions(poll, sync);
    }
  }

  /**
   * Continues with a changed object of the same name.
   *
   * @throws IllegalArgumentException if it has another name
   * @throws IllegalStateException if this loop or its sources are closed
   */
  void update(ScaledObject object) {
    ScaledObject present = object();
    sources.checkOpen();
    if (!object.name().equals(present.name()) || !object.namespace().equals(present.namespace())) {
      throw new IllegalArgumentException("object: must be " + present + ", got " + object);
    }
    Revision next = revise(object);
    Revision dropped = next;
    try {
      synchronized (lock) {
        checkOpen();
        sources.checkOpen();
        dropped = revision;
        revision = next;
        polls = new Cadence(object.pollingInterval(), time);
      }
    } finally {
      dropped.triggers.leave();
    }
  }

  ScaledObject object() {
    synchronized (lock) {
      checkOpen();
      return revision.object;
    }
  }

  AutoscalerState state() {
    synchronized (lock) {
      return state;
    }
  }

  @GuardedBy("lock") private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(revision.object + ": this autoscaler is closed");
    }
  }

  void close() {
    ObjectTriggers triggers;
    synchronized (lock) {
      closed = true;
      triggers = revision.triggers;
    }
    triggers.leave();
  }
}
