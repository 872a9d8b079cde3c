package io.github.scaler4j.datadogapi.merging;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Queries that differ only in the value of one tag, and what is known about grouped answers to
 * them. Confined to its owner.
 */
final class Family {

  /** What the scope of a merged query says about the values. */
  enum Scope {
    /** With a list of its values. */
    LIST,
    /** Without a list, for all existing values. */
    OPEN
  }

  /** How many trials must agree, at different points, before a grouped answer is used. */
  static final int TRIALS = 3;

  private static final int MOST_GROUPS = 1000;
  private static final int LEAST_SHARE = 3;

  private final FamilyName name;
  private final Map<String, Mergeable> queries = new LinkedHashMap<>();
  private final Pause pause = new Pause(Duration.ofMinutes(10), Duration.ofHours(24));
  private final Pause openPause = new Pause(Duration.ofMinutes(30), Duration.ofHours(24));
  private Scope scope = Scope.LIST;
  private int openAgreed;
  private long openPointMillis;
  private int openGroups;
  private boolean doubted;

  Family(FamilyName name) {
    this.name = name;
  }

  FamilyName name() {
    return name;
  }

  int size() {
    return queries.size();
  }

  Collection<Mergeable> queries() {
    return queries.values();
  }

  /** Adds a query; false if its value already has one. */
  boolean add(String value, Mergeable query) {
    return queries.putIfAbsent(value, query) == null;
  }

  void remove(String value) {
    queries.remove(value);
  }

  boolean isPaused(long nowNanos) {
    return pause.isOn(nowNanos);
  }

  /** Suspends grouped answers for a while, and forgets all observations of open ones. */
  void suspend(long nowNanos) {
    pause.begin(nowNanos);
    scope = Scope.LIST;
    openAgreed = 0;
  }

  /** Records that grouped answers may have changed: the next one must match in its request. */
  void doubt() {
    doubted = true;
  }

  /** Records that an answer has matched since. */
  void trust() {
    doubted = false;
  }

  /** Whether an answer is used only if it matches in the same request. */
  boolean isDoubted() {
    return doubted;
  }

  Scope scope() {
    return scope;
  }

  /** Returns how many series an open query last returned. */
  int openGroups() {
    return openGroups;
  }

  /**
   * Whether it should be tried without a list.
   *
   * @param asked how many members are asked for
   * @param least how many make a trial worthwhile
   */
  boolean isWorthOpening(int asked, int least, long nowNanos) {
    return scope == Scope.LIST && asked >= least && !openPause.isOn(nowNanos);
  }

  /** Records that an open answer matched the list's for all members. */
  void agreeOpen(long pointMillis) {
    if (openAgreed == 0 || pointMillis > openPointMillis) {
      openAgreed++;
      openPointMillis = pointMillis;
    }
    if (openAgreed >= TRIALS) {
      scope = Scope.OPEN;
    }
  }

  /** Records the size of an open answer; false if the list is better. */
  boolean noteOpenAnswer(int groups, int asked) {
    openGroups = groups;
    return groups <= MOST_GROUPS && groups <= LEAST_SHARE * asked;
  }

  void close(long nowNanos) {
    scope = Scope.LIST;
    openAgreed = 0;
    openPause.begin(nowNanos);
  }
}
