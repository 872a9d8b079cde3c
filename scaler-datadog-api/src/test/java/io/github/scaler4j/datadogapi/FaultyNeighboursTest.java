package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.Fleet.Member;
import io.github.scaler4j.fixtures.DatadogAnswer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One fault affects nothing else, with scalers for a virtual quarter of an hour, or for an hour
 * with {@code -Dtests.thorough=true}.
 */
class FaultyNeighboursTest {

  private static final Duration WATCHED =
      Duration.ofMinutes(Boolean.getBoolean("tests.thorough") ? 60 : 15);
  private static final Duration SETTLED = Duration.ofMinutes(10);

  private final VirtualDatadog datadog = new VirtualDatadog();

  @Nested
  class OneQueryInTrouble {

    private static final String BAD = "avg:bad{*}";

    /** Small, since each request reads it whole. */
    private static final int BODY_CAP = 256 << 10;

    private final DatadogApiOptions options = DatadogApiOptions.builder().bodyCap(BODY_CAP).build();

    static Stream<Arguments> troubles() {
      return Stream.of(20, 100)
          .flatMap(
              neighbours ->
                  Stream.of(
                          arguments("slow", VirtualDatadog.SILENCE),
                          arguments("a reset", DatadogAnswer.broken()),
                          arguments("500", DatadogAnswer.page(500)),
                          arguments("502", DatadogAnswer.page(502)),
                          arguments("503", DatadogAnswer.error(503, "Service Unavailable")),
                          arguments("504", DatadogAnswer.page(504)),
                          arguments("413", DatadogAnswer.page(413)),
                          arguments("431", DatadogAnswer.page(431)),
                          arguments(
                              "over the cap",
                              DatadogAnswer.of(200, " ".repeat(BODY_CAP + 1) + "{}")),
                          arguments("undecodable", DatadogAnswer.of(200, "{\"status\":\"ok\",")),
                          arguments("400", DatadogAnswer.error(400, "Error parsing query")),
                          arguments("400, unknown words", DatadogAnswer.error(400, "Not now")),
                          arguments("400, a page", DatadogAnswer.page(400)),
                          arguments("400, timed out", DatadogAnswer.error(400, "Query timed out")))
                      .map(
                          trouble -> Arguments.of(neighbours, trouble.get()[0], trouble.get()[1])));
    }

    private static Arguments arguments(String name, DatadogAnswer answer) {
      return Arguments.of(name, answer);
    }

    @ParameterizedTest(name = "{1} among {0}")
    @MethodSource("troubles")
    void leavesNeighboursFresh(int neighbours, String name, DatadogAnswer trouble) {
      datadog.account().limit(1_600);
      try (Fleet fleet = new Fleet(datadog, options)) {
        List<Member> healthy = fleet.addHealthy(neighbours / 2);
        fleet.add(BAD);
        healthy.addAll(fleet.addHealthy(neighbours - neighbours / 2));
        datadog.trouble(BAD, trouble);
        fleet.poll(SETTLED);
        double first = Fleet.worstAge(healthy);
        int before = datadog.requests();
        healthy.forEach(Member::forget);
        fleet.poll(WATCHED);
        System.out.printf(
            "%s among %d: %d of %d fresh, worst age %.0f s (first %.0f s, value %.0f s), %d + %d"
                + " requests%n",
            name,
            neighbours,
            Fleet.fresh(healthy),
            Fleet.reads(healthy),
            Fleet.worstAge(healthy),
            first,
            Fleet.lastFirstValue(healthy),
            before,
            datadog.requests() - before);
        assertThat(Fleet.lastFirstValue(healthy)).isLessThan(120);
        assertThat(Fleet.fresh(healthy)).isEqualTo(Fleet.reads(healthy));
      }
    }
  }

  @Nested
  class APath {

    private int largest;
    private int refused;

    @Test
    void isLearnedIfItTakesTenQueries() {
      datadog.account().limit(1_600);
      datadog.trouble((queries, answer) -> queries.size() > 10 ? DatadogAnswer.page(413) : answer);
      checkPath("413");
    }

    @Test
    void isLearnedIfItDropsMoreThanTenQueries() {
      datadog.account().limit(1_600);
      datadog.trouble((queries, answer) -> queries.size() > 10 ? DatadogAnswer.broken() : answer);
      checkPath("reset");
    }

    static Stream<Arguments> wideFleets() {
      return Stream.of(
          wideFleet("pairs", 20, 34, Collections.nCopies(17, 2)),
          wideFleet("triples", 18, 33, Collections.nCopies(17, 3)),
          wideFleet("sevens", 14, 35, Collections.nCopies(17, 7)),
          wideFleet("one of seven", 18, 33, with(7, Collections.nCopies(17, 2))),
          wideFleet("one of five", 19, 34, with(5, Collections.nCopies(40, 1))));
    }

    private static Arguments wideFleet(String name, int least, int full, List<Integer> widths) {
      return Arguments.of(name, least, full, widths);
    }

    private static List<Integer> with(int one, List<Integer> others) {
      return Stream.concat(Stream.of(one), others.stream()).toList();
    }

    /** Each trigger's text holds several queries. The path takes 20 queries for some hours. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("wideFleets")
    void isFilledWithWideTextsIfItTakesTwentyQueries(
        String name, int least, int full, List<Integer> widths) {
      datadog.account().limit(6_000);
      try (Fleet fleet = new Fleet(datadog)) {
        for (int width : widths) {
          fleet.add(Triggers.text("wide" + fleet.members.size(), width));
        }
        takeTwenty();
        fleet.poll(Duration.ofHours(3));
        refused = largest = 0;
        fleet.members.forEach(Member::forget);
        fleet.poll(Duration.ofHours(1));
        System.out.printf(
            "%s on a path of 20: %d queries at most, %d refused, %d of %d fresh, worst age %.0f s",
            name,
            largest,
            refused,
            Fleet.fresh(fleet.members),
            Fleet.reads(fleet.members),
            Fleet.worstAge(fleet.members));
        assertThat(largest).isBetween(least, 20);
        assertThat(refused).as("a larger one is tried about once an hour").isLessThan(10);
        datadog.trouble((queries, answer) -> answer);
        fleet.poll(Duration.ofHours(4));
        datadog.forgetCounts();
        fleet.poll(WATCHED);
        System.out.printf("; then %d%n", datadog.largest());
        assertThat(datadog.largest()).isBetween(full, 35);
      }
    }

    private void takeTwenty() {
      datadog.trouble(
          (queries, answer) -> {
            if (queries.size() > 20) {
              refused++;
              return DatadogAnswer.broken();
            }
            largest = Math.max(largest, queries.size());
            return answer;
          });
    }

    private void checkPath(String name) {
      try (Fleet fleet = new Fleet(datadog)) {
        List<Member> healthy = fleet.addHealthy(100);
        fleet.poll(SETTLED);
        double first = Fleet.lastFirstValue(healthy);
        int before = datadog.requests();
        healthy.forEach(Member::forget);
        fleet.poll(WATCHED);
        System.out.printf(
            "a path of 10 (%s): values within %.0f s, then %d of %d fresh, worst age %.0f s, %d"
                + " requests%n",
            name,
            first,
            Fleet.fresh(healthy),
            Fleet.reads(healthy),
            Fleet.worstAge(healthy),
            datadog.requests() - before);
        assertThat(first).isLessThan(120);
        assertThat(Fleet.fresh(healthy)).isGreaterThan(Fleet.reads(healthy) * 95 / 100);
      }
    }
  }

  @Nested
  class AHiccup {

    static Stream<Arguments> dresses() {
      return Stream.of(
          Arguments.of("status: error with 500", DatadogAnswer.error(500, "Internal error")),
          Arguments.of("status: error with 503", DatadogAnswer.error(503, "Unavailable")),
          Arguments.of("timed out with 200", DatadogAnswer.errorWith200("Query timed out")),
          Arguments.of("unknown words with 200", DatadogAnswer.errorWith200("Try again later")),
          Arguments.of("timed out with 400", DatadogAnswer.error(400, "Query timed out")),
          Arguments.of("unknown words with 400", DatadogAnswer.error(400, "Try again later")),
          Arguments.of("a page with 400", DatadogAnswer.page(400)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dresses")
    void passesAtOnce(String name, DatadogAnswer dress) {
      datadog.account().limit(1_600);
      try (Fleet fleet = new Fleet(datadog)) {
        List<Member> healthy = fleet.addHealthy(30);
        fleet.poll(SETTLED);
        datadog.forgetCounts();
        healthy.forEach(Member::forget);
        datadog.trouble((queries, answer) -> dress);
        fleet.poll(Duration.ofSeconds(30));
        int during = datadog.requests();
        datadog.trouble((queries, answer) -> answer);
        fleet.poll(Duration.ofSeconds(60));
        int after = datadog.requests() - during;
        healthy.forEach(Member::forget);
        fleet.poll(Duration.ofSeconds(60));
        System.out.printf(
            "30 s of %s: %d requests, %d in the minute after; a minute later %d of %d fresh%n",
            name, during, after, Fleet.fresh(healthy), Fleet.reads(healthy));
        assertThat(Fleet.fresh(healthy)).isEqualTo(Fleet.reads(healthy));
        assertThat(during).isLessThan(30);
      }
    }
  }

  @Nested
  class WithoutBatching {

    private final DatadogApiOptions keda =
        DatadogApiOptions.builder().freshFor(Duration.ZERO).batching(false).build();

    @Test
    void answersAQueryBesideABadOne() {
      check(1, 1);
    }

    @Test
    void answersAQueryBesideTwoBadOnes() {
      check(2, 1);
    }

    @Test
    void closesTheCircuitDespiteNineBadQueries() {
      check(9, 1);
    }

    @Test
    void closesTheCircuitDespiteThirtyBadQueries() {
      check(30, 3);
    }

    private void check(int bad, int good) {
      datadog.account().limit(100_000);
      try (Fleet fleet = new Fleet(datadog, keda)) {
        for (int i = 0; i < bad; i++) {
          fleet.add("avg:bad" + i + "{*}");
          datadog.trouble("avg:bad" + i + "{*}", DatadogAnswer.error(503, "Unavailable"));
        }
        List<Member> healthy = fleet.addHealthy(good);
        fleet.poll(Duration.ofSeconds(15), Duration.ofSeconds(3_000));
        System.out.printf(
            "%d x 503 beside %d: %d of %d fresh, %d requests; %s%n",
            bad,
            good,
            Fleet.fresh(healthy),
            Fleet.reads(healthy),
            datadog.requests(),
            healthy.get(0).fault);
        // If nearly all fail from the start, the host seems to be down for a while.
        int least = Fleet.reads(healthy) * (bad > 2 ? 90 : 100) / 100;
        assertThat(Fleet.fresh(healthy)).isGreaterThanOrEqualTo(least);
      }
    }
  }
}
