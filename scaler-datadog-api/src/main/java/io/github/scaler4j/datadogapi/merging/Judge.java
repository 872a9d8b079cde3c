package io.github.scaler4j.datadogapi.merging;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.datadogapi.merging.Composition.Asked;
import io.github.scaler4j.datadogapi.merging.Composition.MergedQuery;
import io.github.scaler4j.datadogapi.merging.Composition.OpenTrial;
import io.github.scaler4j.datadogapi.merging.Judgement.Answer;
import io.github.scaler4j.datadogapi.merging.Judgement.Difference;
import io.github.scaler4j.source.MergingDifferenceEvent.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares merged answers with the queries' own, and decides which answer each query gets.
 *
 * <p>It fails closed: at the first difference, no query uses that merged answer. How Datadog
 * evaluates groups is not a property of one family, so a difference where there was none before, or
 * an older point, puts all families in doubt. Until a family's answer matches again, no query uses
 * it.
 *
 * <p>Confined to its owner.
 */
final class Judge {

  private final Families families;
  private final Composition composition;
  private final List<List<Group>> answers;
  private final long nowNanos;
  private final Map<MergedQuery, List<Asked>> served = new LinkedHashMap<>();
  private final Map<MergedQuery, MergedAnswer> mergedAnswers = new LinkedHashMap<>();
  private final Set<MergedQuery> distrusted = new HashSet<>();
  private final Map<MergedQuery, Long> agreedAt = new LinkedHashMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private boolean doubts;
  // The newest point that a merged answer lacked.
  private long lackedMillis = Long.MIN_VALUE;
  private int trials;

  /**
   * Begins a judgement.
   *
   * @param families all families of the account
   * @param answers for each text of the request, its series
   */
  Judge(Families families, Composition composition, List<List<Group>> answers, long nowNanos) {
    this.families = families;
    this.composition = composition;
    this.answers = answers;
    this.nowNanos = nowNanos;
  }

  /** Returns how many merged answers were compared. */
  int trials() {
    return trials;
  }

  Judgement judge() {
    for (Asked asked : composition.asked()) {
      if (asked.mergedQuery() != null) {
        served.computeIfAbsent(asked.mergedQuery(), mergedQuery -> new ArrayList<>()).add(asked);
      }
    }
    served.forEach(this::read);
    composition.asked().forEach(this::compare);
    composition.openTrials().forEach(this::compareOpen);
    if (doubts) {
      families.doubt();
    }
    Set<MergedQuery> matching = matching();
    List<Answer> judged =
        composition.asked().stream().map(asked -> answer(asked, matching)).toList();
    matching.forEach(mergedQuery -> mergedQuery.family().trust());
    return new Judgement(judged, List.copyOf(differences));
  }

  private void read(MergedQuery mergedQuery, List<Asked> asked) {
    MergedAnswer answer =
        new MergedAnswer(answers.get(mergedQuery.text()), groups(asked), mergedQuery.open());
    mergedAnswers.put(mergedQuery, answer);
    Reason fault = answer.fault();
    if (fault != null) {
      distrusted.add(mergedQuery);
      doubts |= asked.stream().map(Asked::member).anyMatch(Judge::isProven);
      families.suspend(mergedQuery.family(), nowNanos);
      note(asked.get(0).query(), mergedQuery, fault, null, null);
    } else if (mergedQuery.open()
        && !mergedQuery.family().noteOpenAnswer(answer.size(), mergedQuery.values())) {
      mergedQuery.family().close(nowNanos);
    }
  }

  private static Set<Set<String>> groups(List<Asked> asked) {
    Set<Set<String>> groups = new HashSet<>();
    asked.forEach(one -> groups.add(one.group()));
    return groups;
  }

  private static boolean isProven(@Nullable Member member) {
    return member != null && member.isProven();
  }

  private void compare(Asked asked) {
    Member member = asked.member();
    if (member == null || !asked.isAskedAlone()) {
      return;
    }
    List<Group> own = answers.get(asked.ownText());
    boolean isConfirmed = member.takeAskAlone();
    member.onOwnAnswer(own);
    Group single = own.size() == 1 && own.get(0).hasValue() ? own.get(0) : null;
    if (isConfirmed && single != null) {
      // A merged answer lacked it. An open answer may have been truncated.
      member.startOver();
      if (member.family().scope() == Family.Scope.OPEN) {
        member.family().close(nowNanos);
      }
    }
    MergedQuery mergedQuery = asked.current();
    if (mergedQuery != null && !distrusted.contains(mergedQuery) && own.size() <= 1) {
      Group group = requireNonNull(mergedAnswers.get(mergedQuery)).of(asked.group());
      compare(member, mergedQuery, single, group);
    }
  }

  private void compare(
      Member member, MergedQuery mergedQuery, @Nullable Group own, @Nullable Group group) {
    Group merged = group != null && group.hasValue() ? group : null;
    if (own == null && merged == null) {
      return;
    }
    trials++;
    if (own == null || merged == null) {
      distrust(member, mergedQuery, Reason.PRESENCE, own, merged);
    } else if (own.equalsAnswer(merged)) {
      member.agree(own.timeMillis());
      agreedAt.merge(mergedQuery, own.timeMillis(), Math::max);
    } else {
      if (merged.timeMillis() < own.timeMillis()) {
        doubts = true;
        lackedMillis = Math.max(lackedMillis, own.timeMillis());
      }
      distrust(member, mergedQuery, Reason.VALUE, own, merged);
    }
  }

  private void distrust(
      Member member,
      MergedQuery mergedQuery,
      Reason reason,
      @Nullable Group own,
      @Nullable Group merged) {
    distrusted.add(mergedQuery);
    doubts |= member.isProven();
    member.demote(nowNanos);
    note(member.query(), mergedQuery, reason, own, merged);
  }

  private void note(
      Mergeable query,
      MergedQuery mergedQuery,
      Reason reason,
      @Nullable Group own,
      @Nullable Group merged) {
    differences.add(
        new Difference(
            query.query().text(),
            composition.texts().get(mergedQuery.text()).text(),
            reason,
            own,
            merged));
  }

  private void compareOpen(OpenTrial trial) {
    MergedQuery mergedQuery = trial.list();
    List<Asked> asked = new ArrayList<>(served.getOrDefault(mergedQuery, List.of()));
    asked.removeIf(one -> one.current() == null);
    MergedAnswer list = mergedAnswers.get(mergedQuery);
    if (list == null || asked.isEmpty() || distrusted.contains(mergedQuery)) {
      return;
    }
    MergedAnswer open = new MergedAnswer(answers.get(trial.text()), groups(asked), true);
    Family family = mergedQuery.family();
    if (open.fault() != null || !family.noteOpenAnswer(open.size(), asked.size())) {
      family.close(nowNanos);
      return;
    }
    long newest = Long.MIN_VALUE;
    for (Asked one : asked) {
      Group listed = list.of(one.group());
      Group opened = open.of(one.group());
      boolean bothLackIt = listed == null && opened == null;
      boolean equal =
          bothLackIt || (listed != null && opened != null && listed.equalsAnswer(opened));
      if (!equal) {
        family.close(nowNanos);
        return;
      }
      newest = listed == null ? newest : Math.max(newest, listed.timeMillis());
    }
    family.agreeOpen(newest);
  }

  /**
   * Returns the merged answers that matched. If another one lacked a point, one that agreed only at
   * an older point may lack it too: a query with a gap there can't tell.
   */
  private Set<MergedQuery> matching() {
    Set<MergedQuery> seen = new HashSet<>();
    agreedAt.forEach(
        (mergedQuery, millis) -> {
          if (millis >= lackedMillis && !distrusted.contains(mergedQuery)) {
            seen.add(mergedQuery);
          }
        });
    return seen;
  }

  private Answer answer(Asked asked, Set<MergedQuery> matching) {
    if (asked.isAskedAlone()) {
      return new Judgement.Own(asked.ownText());
    }
    MergedQuery mergedQuery = asked.mergedQuery();
    Member member = asked.member();
    if (mergedQuery == null || member == null) {
      throw new IllegalStateException(asked.query().query() + " was not sent");
    }
    Group group =
        distrusted.contains(mergedQuery) || asked.current() == null
            ? null
            : requireNonNull(mergedAnswers.get(mergedQuery)).of(asked.group());
    if (group == null || !group.hasValue()) {
      member.askAlone();
      return new Judgement.AskAgain();
    }
    boolean doubtful = mergedQuery.family().isDoubted() && !matching.contains(mergedQuery);
    // Another answer may have shown a difference while this request was under way.
    if (doubtful || !member.isProven()) {
      return new Judgement.AskAgain();
    }
    return new Judgement.Merged(group);
  }
}
