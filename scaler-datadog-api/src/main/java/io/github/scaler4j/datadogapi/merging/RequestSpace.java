package io.github.scaler4j.datadogapi.merging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The space in a request that is being filled. Another member of a family in the request takes only
 * the space of its value. Confined to its owner.
 */
public final class RequestSpace {

  // Stops early, so that a full request does not scan thousands of queries that don't fit.
  private static final int MOST_SKIPPED = 35;

  // Commas and parentheses, escaped.
  private static final int SEPARATOR = 3;

  // Limits the answer: a series takes about a kilobyte.
  private static final int MOST_SERIES = 4000;

  private final Families families;
  private final boolean mayProve;
  private final boolean keepsProof;
  private final ToIntFunction<String> escapedLength;
  private final long nowNanos;
  private final Map<Family, Integer> membersIn = new HashMap<>();
  private int queries;
  private int characters;
  private int series = MOST_SERIES;
  private int openFamilies;
  private int skipped;
  private boolean taken;

  /**
   * Opens a request.
   *
   * @param queries how many queries it may hold, without the space that is kept for proof
   * @param mayProve whether it may contain comparisons of queries that are not proven
   * @param keepsProof whether space is kept for proof
   */
  RequestSpace(
      Families families,
      int queries,
      int characters,
      boolean mayProve,
      boolean keepsProof,
      ToIntFunction<String> escapedLength,
      long nowNanos) {
    this.families = families;
    this.mayProve = mayProve;
    this.keepsProof = keepsProof;
    this.escapedLength = escapedLength;
    this.nowNanos = nowNanos;
    this.queries = queries;
    this.characters = characters + SEPARATOR;
  }

  /** Adds a query if there is room; always adds the first one. */
  public boolean take(Mergeable query) {
    Member member = merged(query);
    int members = member == null ? 0 : membersIn.getOrDefault(member.family(), 0);
    boolean opens = member != null && members == 1 && member.family().scope() == Family.Scope.OPEN;
    Cost cost = member == null || members == 0 ? alone(query) : joining(member, members);
    boolean fits =
        cost.queries() <= queries && cost.characters() <= characters && cost.series() <= series;
    if (!fits && taken) {
      skipped++;
      return false;
    }
    taken = true;
    queries -= cost.queries();
    characters -= cost.characters();
    series -= cost.series();
    if (member != null) {
      membersIn.put(member.family(), members + 1);
      openFamilies += opens ? 1 : 0;
    }
    return true;
  }

  /** Returns whether no other query will fit. */
  public boolean isUsedUp() {
    return queries <= 0 || skipped > MOST_SKIPPED;
  }

  /**
   * Returns the queries that should be added with a query if possible: those that cost almost
   * nothing, and those that can be proven together. One that has agreed more often was sent in this
   * round already, and would take the room of others.
   */
  public List<Mergeable> companions(Mergeable query) {
    Member member = families.of(query);
    if (member == null || !isOfFamily(member)) {
      return List.of();
    }
    Family family = member.family();
    return families
        .members(family)
        .filter(other -> other != member && isOfFamily(other) && other.family() == family)
        .filter(other -> other.isMerged(nowNanos) || other.agreed() <= member.agreed())
        .map(Member::query)
        .toList();
  }

  private boolean isOfFamily(Member member) {
    return member.isMerged(nowNanos) || (mayProve && member.isOnTrial(nowNanos));
  }

  private @Nullable Member merged(Mergeable query) {
    Member member = families.of(query);
    return member != null && member.isMerged(nowNanos) ? member : null;
  }

  private record Cost(int queries, int characters, int series) {}

  private static Cost alone(Mergeable query) {
    int texts = query.query().topLevelQueries();
    return new Cost(texts, query.escapedLength() + SEPARATOR, texts);
  }

  // The second member adds the merged query; in a list, the first one's own query remains as an
  // audit.
  private Cost joining(Member member, int members) {
    Family family = member.family();
    boolean open = family.scope() == Family.Scope.OPEN;
    int value = open ? 0 : escapedLength.applyAsInt(member.value()) + SEPARATOR;
    if (members > 1) {
      return new Cost(0, value, open ? 0 : 1);
    }
    int question =
        escapedLength.applyAsInt(
            (open ? family.name().open() : family.name().list(List.of(member.value()))).text());
    return open
        ? new Cost(needsAudit(family) ? 1 : 0, question, family.openGroups())
        : new Cost(1, question + value + SEPARATOR, 2);
  }

  // An open query is never sent without the audits that it needs.
  private boolean needsAudit(Family family) {
    return family.isDoubted() || (!keepsProof && openFamilies % Composer.OPEN_PER_AUDIT == 0);
  }
}
