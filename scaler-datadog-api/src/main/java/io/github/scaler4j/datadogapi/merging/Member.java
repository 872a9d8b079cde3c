package io.github.scaler4j.datadogapi.merging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One query and what is known of its merged answers: how many times they have matched its own.
 * Confined to its owner.
 */
final class Member {

  private final Mergeable query;
  private final List<Candidate> candidates = new ArrayList<>(2);
  private final Pause pause = new Pause(Duration.ofHours(1), Duration.ofHours(24));
  private int agreed;
  private long agreedPointMillis;
  private boolean mustAskAlone;
  private boolean hasNoData;
  private boolean hasSeveralSeries;
  private long auditTurn;

  /** A family that the query could be a member of, by one of its tags. */
  record Candidate(Family family, String value) {}

  Member(Mergeable query) {
    this.query = query;
  }

  Mergeable query() {
    return query;
  }

  void addCandidate(Family family, String value) {
    candidates.add(new Candidate(family, value));
  }

  List<Candidate> candidates() {
    return candidates;
  }

  /** The largest family; once a trial has agreed it stays the same. */
  Candidate chosen() {
    if (agreed == 0 && candidates.size() > 1) {
      int largest = 0;
      for (int i = 1; i < candidates.size(); i++) {
        if (candidates.get(i).family().size() > candidates.get(largest).family().size()) {
          largest = i;
        }
      }
      // The chosen one is kept in front.
      candidates.add(0, candidates.remove(largest));
    }
    return candidates.get(0);
  }

  Family family() {
    return chosen().family();
  }

  String value() {
    return chosen().value();
  }

  Set<String> group() {
    return family().name().group(value());
  }

  /** Whether it uses merged answers. */
  boolean isMerged(long nowNanos) {
    return isProven() && isUsable(nowNanos);
  }

  /** Whether it should be compared with its own answer. */
  boolean isOnTrial(long nowNanos) {
    return !isProven() && family().size() > 1 && isUsable(nowNanos);
  }

  /** Whether its merged answers have matched its own often enough. */
  boolean isProven() {
    return agreed >= Family.TRIALS;
  }

  private boolean isUsable(long nowNanos) {
    return query.isSound()
        && !mustAskAlone
        && !hasNoData
        && !hasSeveralSeries
        && !pause.isOn(nowNanos)
        && !family().isPaused(nowNanos);
  }

  /** How many trials have agreed. */
  int agreed() {
    return agreed;
  }

  /** Records that a merged answer matched its own; each point counts once. */
  void agree(long pointMillis) {
    if (agreed == 0 || pointMillis > agreedPointMillis) {
      agreed = Math.min(Family.TRIALS, agreed + 1);
      agreedPointMillis = pointMillis;
    }
  }

  /** Records that a merged answer differed from its own. */
  void demote(long nowNanos) {
    agreed = 0;
    pause.begin(nowNanos);
  }

  /** Discards all comparisons. */
  void startOver() {
    agreed = 0;
  }

  /**
   * Records that a merged answer lacked it. It counts as absent only after it has been sent by
   * itself.
   */
  void askAlone() {
    mustAskAlone = true;
  }

  /** Takes back the wish of {@link #askAlone}; false if there was none. */
  boolean takeAskAlone() {
    boolean asked = mustAskAlone;
    mustAskAlone = false;
    return asked;
  }

  /** Records its own answer. */
  void onOwnAnswer(List<Group> own) {
    hasNoData = own.stream().noneMatch(Group::hasValue);
    hasSeveralSeries |= own.size() > 1;
  }

  /** Returns when it was audited, as a growing number. */
  long auditTurn() {
    return auditTurn;
  }

  void takeAuditTurn(long turn) {
    auditTurn = turn;
  }
}
