package io.github.scaler4j.datadogapi.merging;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.datadogapi.merging.Composition.Asked;
import io.github.scaler4j.datadogapi.merging.Composition.OpenTrial;
import io.github.scaler4j.datadogapi.merging.Composition.Part;
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
  private final Map<Part, List<Member>> members = new LinkedHashMap<>();
  private final Map<Part, PartAnswer> parts = new LinkedHashMap<>();
  private final Set<Part> distrusted = new HashSet<>();
  private final Map<Part, Long> agreedAt = new LinkedHashMap<>();
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
      if (asked.part() != null && asked.member() != null) {
        members.computeIfAbsent(asked.part(), part -> new ArrayList<>()).add(asked.member());
      }
    }
    members.forEach(this::read);
    composition.asked().forEach(this::compare);
    composition.openTrials().forEach(this::compareOpen);
    if (doubts) {
      families.doubt();
    }
    Set<Part> matching = matching();
    List<Answer> judged =
        composition.asked().stream().map(asked -> answer(asked, matching)).toList();
    matching.forEach(part -> part.family().trust());
    return new Judgement(judged, List.copyOf(differences));
  }

  private void read(Part part, List<Member> asked) {
    Set<Set<String>> expected = new HashSet<>();
    asked.forEach(member -> expected.add(member.group()));
    PartAnswer answer = new PartAnswer(answers.get(part.text()), expected, part.open());
    parts.put(part, answer);
    Reason fault = answer.fault();
    if (fault != null) {
      distrusted.add(part);
      doubts |= asked.stream().anyMatch(Member::isProven);
      families.suspend(part.family(), nowNanos);
      note(asked.get(0), part, fault, null, null);
    } else if (part.open() && !part.family().keepsOpen(answer.size(), part.values())) {
      part.family().close(nowNanos);
    }
  }

  private void compare(Asked asked) {
    Member member = asked.member();
    if (member == null || !asked.isAskedAlone()) {
      return;
    }
    List<Group> own = answers.get(asked.ownText());
    boolean isConfirmed = member.confirmAlone();
    member.onOwnAnswer(own);
    Group single = own.size() == 1 && own.get(0).hasValue() ? own.get(0) : null;
    if (isConfirmed && single != null) {
      // A merged answer lacked it. An open answer may have been truncated.
      member.startOver();
      if (member.family().form() == Family.Form.OPEN) {
        member.family().close(nowNanos);
      }
    }
    Part part = asked.part();
    if (part != null && !distrusted.contains(part) && own.size() <= 1) {
      compare(member, part, single);
    }
  }

  private void compare(Member member, Part part, @Nullable Group own) {
    Group group = requireNonNull(parts.get(part)).of(member);
    Group merged = group != null && group.hasValue() ? group : null;
    if (own == null && merged == null) {
      return;
    }
    trials++;
    if (own == null || merged == null) {
      distrust(member, part, Reason.PRESENCE, own, merged);
    } else if (own.equalsAnswer(merged)) {
      member.agree(own.timeMillis());
      agreedAt.merge(part, own.timeMillis(), Math::max);
    } else {
      if (merged.timeMillis() < own.timeMillis()) {
        doubts = true;
        lackedMillis = Math.max(lackedMillis, own.timeMillis());
      }
      distrust(member, part, Reason.VALUE, own, merged);
    }
  }

  private void distrust(
      Member member, Part part, Reason reason, @Nullable Group own, @Nullable Group merged) {
    distrusted.add(part);
    doubts |= member.isProven();
    member.demote(nowNanos);
    note(member, part, reason, own, merged);
  }

  private void note(
      Member member, Part part, Reason reason, @Nullable Group own, @Nullable Group merged) {
    differences.add(
        new Difference(
            member.query().query().text(),
            composition.texts().get(part.text()).text(),
            reason,
            own,
            merged));
  }

  private void compareOpen(OpenTrial trial) {
    Part part = trial.list();
    List<Member> asked = members.getOrDefault(part, List.of());
    PartAnswer list = parts.get(part);
    if (list == null || asked.isEmpty() || distrusted.contains(part)) {
      return;
    }
    Set<Set<String>> expected = new HashSet<>();
    asked.forEach(member -> expected.add(member.group()));
    PartAnswer open = new PartAnswer(answers.get(trial.text()), expected, true);
    Family family = part.family();
    if (open.fault() != null || !family.keepsOpen(open.size(), asked.size())) {
      family.close(nowNanos);
      return;
    }
    long newest = Long.MIN_VALUE;
    for (Member member : asked) {
      Group listed = list.of(member);
      Group opened = open.of(member);
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
  private Set<Part> matching() {
    Set<Part> seen = new HashSet<>();
    agreedAt.forEach(
        (part, millis) -> {
          if (millis >= lackedMillis && !distrusted.contains(part)) {
            seen.add(part);
          }
        });
    return seen;
  }

  private Answer answer(Asked asked, Set<Part> matching) {
    if (asked.isAskedAlone()) {
      return new Judgement.Own(asked.ownText());
    }
    Part part = asked.part();
    Member member = asked.member();
    if (part == null || member == null) {
      throw new IllegalStateException(asked.query().query() + " was not sent");
    }
    Group group = distrusted.contains(part) ? null : requireNonNull(parts.get(part)).of(member);
    if (group == null || !group.hasValue()) {
      member.askAlone();
      return new Judgement.AskAgain();
    }
    boolean doubtful = part.family().isDoubted() && !matching.contains(part);
    // Another answer may have shown a difference while this request was under way.
    if (doubtful || !member.isProven()) {
      return new Judgement.AskAgain();
    }
    return new Judgement.Merged(group);
  }
}
