package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.datadogapi.merging.Judgement.Difference;
import io.github.scaler4j.datadogapi.merging.Judgement.Merged;
import io.github.scaler4j.source.MergingDifferenceEvent.Reason;
import io.github.scaler4j.source.MergingStatistics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Sends the queries of a family as one query, once their merged answers have been proven equal to
 * their own.
 *
 * <p>Confined to its owner's lock, and without clock, thread or socket, like the plan that it
 * serves. Times are those of one monotonic clock, in nanoseconds.
 */
public final class Merging {

  private static final int PART_FOR_PROOF = 10;
  private static final Families NONE = new Families();

  private final int openFrom;
  private final ToIntFunction<String> escapedLength;
  private final Families families = new Families();
  private final Pause pause = new Pause(Duration.ofMinutes(10), Duration.ofHours(24));
  private final Map<Reason, Long> differences = new EnumMap<>(Reason.class);
  private long auditTurn;
  private long trials;
  private long mergedAnswers;
  private long savedQueries;
  private long askedQueries;

  /**
   * Creates an instance without queries.
   *
   * @param openFrom how many members a family needs before it may be sent without a list of values
   * @param escapedLength returns the length of a text in a URL
   */
  public Merging(int openFrom, ToIntFunction<String> escapedLength) {
    this.openFrom = openFrom;
    this.escapedLength = escapedLength;
  }

  /** Adds a live query. */
  public void add(Mergeable query) {
    families.add(query);
  }

  /** Removes a query that is no longer read. */
  public void remove(Mergeable query) {
    families.remove(query);
  }

  /**
   * Opens a request to be filled.
   *
   * @param queries how many queries it may hold
   * @param characters how many characters, escaped
   * @param mayProve whether it may have room for proof
   */
  public RequestSpace open(int queries, int characters, boolean mayProve, long nowNanos) {
    boolean keepsProof = mayProve && queries > 1 && !pause.isOn(nowNanos) && needsProof(nowNanos);
    return new RequestSpace(
        active(nowNanos),
        queries - (keepsProof ? Math.max(1, queries / PART_FOR_PROOF) : 0),
        characters - (keepsProof ? characters / PART_FOR_PROOF : 0),
        mayProve,
        keepsProof,
        escapedLength,
        nowNanos);
  }

  private Families active(long nowNanos) {
    return pause.isOn(nowNanos) ? NONE : families;
  }

  /** Whether trials or audits need space that full requests would not leave. */
  private boolean needsProof(long nowNanos) {
    for (Member member : families.members()) {
      if (member.isOnTrial(nowNanos)) {
        return true;
      }
      Family family = member.family();
      if (member.isMerged(nowNanos)
          && (family.scope() == Family.Scope.OPEN
              || family.isWorthOpening(family.size(), openFrom, nowNanos))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Decides the content of a request.
   *
   * @param served the queries that it serves, chosen with a {@link RequestSpace} of the same size
   * @param proves whether merged queries may be included for comparison
   */
  public Composition compose(
      List<? extends Mergeable> served,
      int queries,
      int characters,
      boolean proves,
      long nowNanos) {
    RequestDraft draft = new RequestDraft(queries, characters, escapedLength);
    Composer composer =
        new Composer(active(nowNanos), openFrom, queries, draft, auditTurn, nowNanos);
    Composition composition = composer.compose(served, proves);
    auditTurn = composer.auditTurn();
    return composition;
  }

  /**
   * Judges the answers to a request.
   *
   * @param answers for each text of the request, its series
   */
  public Judgement judge(Composition request, List<List<Group>> answers, long nowNanos) {
    Judge judge = new Judge(families, request, answers, nowNanos);
    Judgement judgement = judge.judge();
    pause.forgetIfLongOver(nowNanos);
    trials += judge.trials();
    mergedAnswers += judgement.answers().stream().filter(Merged.class::isInstance).count();
    askedQueries += request.asked().size();
    savedQueries += request.asked().size() - request.texts().size();
    judgement.differences().forEach(this::count);
    return judgement;
  }

  private void count(Difference difference) {
    differences.merge(difference.reason(), 1L, Long::sum);
  }

  /** Handles the failure of a request with merged queries while others are answered. */
  public void onFailure(long nowNanos) {
    pause.begin(nowNanos);
    differences.merge(Reason.FAILED_REQUEST, 1L, Long::sum);
  }

  /** Estimates how many queries are sent for a number of live ones, from the savings so far. */
  public int queriesFor(int live) {
    return askedQueries == 0
        ? live
        : (int) Math.ceil((double) live * (askedQueries - savedQueries) / askedQueries);
  }

  /** Returns the counts. */
  public MergingStatistics statistics(long nowNanos) {
    long members = 0;
    long proven = 0;
    for (Member member : families.members()) {
      members += member.family().size() > 1 ? 1 : 0;
      proven += member.isMerged(nowNanos) ? 1 : 0;
    }
    return MergingStatistics.of(members, proven, differences)
        .withMore(trials, mergedAnswers, savedQueries);
  }
}
