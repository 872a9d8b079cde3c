package io.github.scaler4j.datadogapi.merging;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The families of an account's live queries. Confined to its owner. */
final class Families {

  private final Map<FamilyName, Family> families = new HashMap<>();
  private final IdentityHashMap<Mergeable, Member> members = new IdentityHashMap<>();

  /** Adds a query if its shape can be merged. */
  void add(Mergeable query) {
    Optional<QueryShape> parsed = QueryShape.parse(query.query().text());
    if (parsed.isEmpty()) {
      return;
    }
    Member member = new Member(query);
    for (Tag tag : parsed.get().filter()) {
      FamilyName name = FamilyName.of(parsed.get(), tag, query.query());
      Family family = families.computeIfAbsent(name, Family::new);
      if (family.add(tag.value(), query)) {
        member.addCandidate(family, tag.value());
      }
    }
    if (!member.candidates().isEmpty()) {
      members.put(query, member);
    }
  }

  void remove(Mergeable query) {
    Member member = members.remove(query);
    if (member == null) {
      return;
    }
    for (Member.Candidate candidate : member.candidates()) {
      candidate.family().remove(candidate.value());
      if (candidate.family().size() == 0) {
        families.remove(candidate.family().name());
      }
    }
  }

  /** Doubts all families. */
  void doubt() {
    families.values().forEach(Family::doubt);
  }

  /** Suspends a family after a wrong answer: each member must be proven again, later. */
  void suspend(Family family, long nowNanos) {
    family.suspend(nowNanos);
    members(family).filter(member -> member.family() == family).forEach(Member::startOver);
  }

  /** Returns a family's members, also those that are asked with another family. */
  Stream<Member> members(Family family) {
    return family.queries().stream().map(members::get).filter(Objects::nonNull);
  }

  /** Returns the member of a query, or null. */
  @Nullable Member of(Mergeable query) {
    return members.get(query);
  }

  /** Returns all members. */
  Iterable<Member> members() {
    return members.values();
  }
}
