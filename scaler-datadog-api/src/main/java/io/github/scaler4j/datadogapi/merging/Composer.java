package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.datadogapi.merging.Composition.Asked;
import io.github.scaler4j.datadogapi.merging.Composition.MergedQuery;
import io.github.scaler4j.datadogapi.merging.Composition.OpenTrial;
import io.github.scaler4j.trigger.DatadogQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what a request sends for the queries that it serves: which are sent with their families,
 * which by themselves, and which comparisons it includes. Confined to its owner.
 */
final class Composer {

  // Every list is sent with one of its members, a long list with several.
  private static final int MEMBERS_PER_AUDIT = 50;
  static final int OPEN_PER_AUDIT = 10;
  private static final int QUERIES_PER_TRIAL = 10;

  private final Families families;
  private final int openFrom;
  private final long nowNanos;
  private final RequestDraft draft;
  private final Map<Mergeable, MergedQuery> mergedQueries = new HashMap<>();
  private final Map<Family, MergedQuery> openQueries = new HashMap<>();
  private final Map<Mergeable, Integer> ownTexts = new HashMap<>();
  private final List<OpenTrial> openTrials = new ArrayList<>();
  private int mostTrials;
  private long auditTurn;

  /**
   * Begins a request.
   *
   * @param openFrom how many members make an open query worth a trial
   * @param queries how many queries the path accepts
   * @param auditTurn the turn of the last audit
   */
  Composer(
      Families families,
      int openFrom,
      int queries,
      RequestDraft draft,
      long auditTurn,
      long nowNanos) {
    this.families = families;
    this.openFrom = openFrom;
    this.draft = draft;
    this.mostTrials = Math.max(1, queries / QUERIES_PER_TRIAL);
    this.auditTurn = auditTurn;
    this.nowNanos = nowNanos;
  }

  /** The turn of the last audit. */
  long auditTurn() {
    return auditTurn;
  }

  Composition compose(List<? extends Mergeable> queries, boolean onTrial) {
    Map<Family, List<Member>> merged = group(queries, true);
    merged.values().removeIf(members -> members.size() == 1);
    Set<Mergeable> together = new HashSet<>();
    merged.values().forEach(members -> members.forEach(member -> together.add(member.query())));
    for (Mergeable query : queries) {
      if (!together.contains(query)) {
        askAlone(query);
      }
    }
    Map<Family, List<Member>> trials = onTrial ? group(queries, false) : Map.of();
    merged.forEach((family, members) -> ask(family, members));
    audit(merged);
    trials.entrySet().stream()
        .sorted(Comparator.comparingInt(trial -> -trial.getValue().size()))
        .forEach(trial -> tryOut(trial.getKey(), trial.getValue()));
    if (onTrial) {
      merged.forEach((family, members) -> tryOpen(family, members));
    }
    auditInSpareRoom(merged);
    List<Asked> asked = new ArrayList<>();
    for (Mergeable query : queries) {
      asked.add(
          Asked.of(
              query,
              ownTexts.getOrDefault(query, -1),
              mergedQueries.get(query),
              families.of(query)));
    }
    return new Composition(List.copyOf(draft.texts()), List.copyOf(asked), List.copyOf(openTrials));
  }

  private Map<Family, List<Member>> group(List<? extends Mergeable> queries, boolean proven) {
    Map<Family, List<Member>> grouped = new LinkedHashMap<>();
    for (Mergeable query : queries) {
      Member member = families.of(query);
      if (member != null && (proven ? member.isMerged(nowNanos) : member.isOnTrial(nowNanos))) {
        grouped.computeIfAbsent(member.family(), family -> new ArrayList<>()).add(member);
      }
    }
    // In a stable order, so that the same members make the same text.
    grouped.values().forEach(members -> members.sort(Comparator.comparing(Member::value)));
    return grouped;
  }

  private void askAlone(Mergeable query) {
    ownTexts.put(query, draft.add(query.query()));
  }

  private void ask(Family family, List<Member> members) {
    boolean open = family.scope() == Family.Scope.OPEN;
    add(family, members, open ? family.name().open() : list(family, members), open);
  }

  private void add(Family family, List<Member> members, DatadogQuery question, boolean open) {
    MergedQuery mergedQuery = new MergedQuery(draft.add(question), family, open, members.size());
    members.forEach(member -> mergedQueries.put(member.query(), mergedQuery));
    if (open) {
      openQueries.put(family, mergedQuery);
    }
  }

  private static DatadogQuery list(Family family, List<Member> members) {
    return family.name().list(members.stream().map(Member::value).toList());
  }

  /** Adds members as single queries, all in turn. */
  private void audit(Map<Family, List<Member>> merged) {
    int open = 0;
    List<Member> ofOpen = new ArrayList<>();
    for (Map.Entry<Family, List<Member>> entry : merged.entrySet()) {
      Family family = entry.getKey();
      List<Member> members = entry.getValue();
      if (family.scope() == Family.Scope.LIST) {
        audit(members, 1 + members.size() / MEMBERS_PER_AUDIT);
      } else if (family.isDoubted()) {
        audit(members, 1);
      } else {
        open++;
        ofOpen.addAll(members);
      }
    }
    audit(ofOpen, (open + OPEN_PER_AUDIT - 1) / OPEN_PER_AUDIT);
  }

  /** Audits each open query if there is room. */
  private void auditInSpareRoom(Map<Family, List<Member>> merged) {
    merged.forEach(
        (family, members) -> {
          boolean audited =
              members.stream().anyMatch(member -> ownTexts.containsKey(member.query()));
          if (family.scope() == Family.Scope.OPEN && !audited) {
            audit(members, 1);
          }
        });
  }

  private void audit(List<Member> members, int count) {
    members.stream()
        .sorted(Comparator.comparingLong(Member::auditTurn))
        .filter(member -> draft.fits(member.query().query()))
        .limit(count)
        .forEach(
            member -> {
              member.takeAuditTurn(++auditTurn);
              askAlone(member.query());
            });
  }

  /** Also sends, as part of their family, members that are sent by themselves. */
  private void tryOut(Family family, List<Member> members) {
    boolean open = family.scope() == Family.Scope.OPEN;
    MergedQuery asked = openQueries.get(family);
    if (asked != null) {
      members.forEach(member -> mergedQueries.put(member.query(), asked));
      return;
    }
    DatadogQuery question = open ? family.name().open() : list(family, members);
    if (mostTrials > 0 && draft.fits(question)) {
      mostTrials--;
      add(family, members, question, open);
    }
  }

  private void tryOpen(Family family, List<Member> members) {
    DatadogQuery question = family.name().open();
    if (mostTrials > 0
        && family.isWorthOpening(members.size(), openFrom, nowNanos)
        && draft.fits(question)) {
      mostTrials--;
      MergedQuery list = mergedQueries.get(members.get(0).query());
      if (list != null && !list.open()) {
        openTrials.add(new OpenTrial(draft.add(question), list));
      }
    }
  }
}
