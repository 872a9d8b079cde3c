package io.github.scaler4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.Cadence.Turn;
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

  @GuardedBy("lock") private Optional<LatestDecisions> latest = Optional.empty();

  @GuardedBy("lock") private Cadence polls;

  @GuardedBy("lock") private final Cadence syncs;

  @GuardedBy("lock") private boolean closed;

  /** The work that a call has begun: a poll, a sync, both or neither. */
  static final class Work {
    private final Revision revision;
    private final Optional<Turn> poll;
    private final Optional<Turn> sync;

    private Work(Revision revision, Optional<Turn> poll, Optional<Turn> sync) {
      this.revision = revision;
      this.poll = poll;
      this.sync = sync;
    }

    ScaledObject object() {
      return revision.object();
    }

    /** Returns how long it may take to read the triggers. */
    Duration timeout() {
      return revision.triggers().timeout();
    }

    /** Reads what the work needs. */
    Readings observe(ReplicaCounts counts, Instant now) {
      if (poll.isPresent() && !revision.paused()) {
        return revision.triggers().poll(poll.get().isRegular() ? Reader.POLL : Reader.OTHER);
      }
      return sync.isPresent() && revision.plan().readsMetrics(counts)
          ? revision.triggers().sync()
          : revision.triggers().unread(now);
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
    Revision first = Revision.open(object, open);
    this.revision = first;
    this.state =
        state
            .map(first::resume)
            .orElseGet(() -> AutoscalerState.initial(object.creationTime().orElseGet(time::now)));
    this.polls = new Cadence(object.pollingInterval(), time);
    this.syncs = new Cadence(syncInterval, time);
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
      return new Work(
          revision,
          poll ? Optional.of(polls.begin()) : Optional.empty(),
          sync ? Optional.of(syncs.begin()) : Optional.empty());
    }
  }

  /** Makes work that ended without a decision due again, unless a later call has begun it. */
  void abandon(Work work) {
    synchronized (lock) {
      if (work.poll.isPresent()) {
        polls.abandon(work.poll.get());
      }
      if (work.sync.isPresent()) {
        syncs.abandon(work.sync.get());
      }
    }
  }

  /**
   * Decides, and reports to each trigger how near its value is to a different decision.
   *
   * @throws IllegalStateException if the sources are closed; then the state stays as it is
   */
  DueDecisions decide(Work work, List<TriggerObservation> observations, ReplicaCounts counts) {
    DueDecisions decisions = decideLocked(work, observations, counts);
    decisions.sync().ifPresent(sync -> work.revision.triggers().reportMargins(sync.metrics()));
    return decisions;
  }

  private DueDecisions decideLocked(
      Work work, List<TriggerObservation> observations, ReplicaCounts counts) {
    synchronized (lock) {
      // A pause counts at once, also for what was begun before it.
      AutoscalerPlan plan = revision.paused() ? revision.plan() : work.revision.plan();
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
      if (work.sync.isPresent()) {
        AutoscalerDecision decision = plan.sync(observations, found, next, time.now());
        sync = Optional.of(decision);
        next = decision.state();
      }
      // A source that is closed ends its reads, but the triggers have not failed.
      sources.checkOpen();
      DueDecisions decisions = new DueDecisions(poll, sync);
      if (poll.isPresent() || sync.isPresent()) {
        latest = Optional.of(new LatestDecisions(decisions, state));
      }
      // After both, so an exception leaves no half of a decision.
      state = revision.date(next);
      return decisions;
    }
  }

  /** Forgets that decisions changed the replicas, if they are the latest. */
  void withdraw(DueDecisions decisions) {
    synchronized (lock) {
      if (latest.isPresent() && latest.get().decisions().equals(decisions)) {
        state = latest.get().withdraw(state);
        latest = Optional.empty();
      }
    }
  }

  /**
   * Continues with a changed object of the same name.
   *
   * @throws IllegalArgumentException if it has another name
   * @throws IllegalStateException if this loop or its sources are closed
   */
  void update(ScaledObject object) {
    synchronized (lock) {
      checkOpen();
      sources.checkOpen();
      refuseOther(object);
      Revision changed = revision.withObject(object);
      if (!object.equals(revision.object())
          && revision.decidesLike(object)
          && !changed.isRecreatedSince(state)) {
        continueWith(changed);
        return;
      }
    }
    Revision next = Revision.open(object, open);
    Revision dropped = next;
    try {
      synchronized (lock) {
        checkOpen();
        sources.checkOpen();
        dropped = revision;
        continueWith(next);
        polls = new Cadence(object.pollingInterval(), time);
      }
    } finally {
      dropped.triggers().leave();
    }
  }

  @GuardedBy("lock") private void refuseOther(ScaledObject object) {
    ScaledObject present = revision.object();
    if (!object.name().equals(present.name()) || !object.namespace().equals(present.namespace())) {
      throw new IllegalArgumentException("object: must be " + present + ", got " + object);
    }
  }

  @GuardedBy("lock") private void continueWith(Revision next) {
    if (next.isRecreatedSince(state)) {
      latest = Optional.empty();
    }
    state = next.resume(state);
    revision = next;
  }

  ScaledObject object() {
    synchronized (lock) {
      checkOpen();
      return revision.object();
    }
  }

  AutoscalerState state() {
    synchronized (lock) {
      return state;
    }
  }

  @GuardedBy("lock") private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(revision.object() + ": this autoscaler is closed");
    }
  }

  void close() {
    ObjectTriggers triggers;
    synchronized (lock) {
      closed = true;
      triggers = revision.triggers();
    }
    triggers.leave();
  }
}
