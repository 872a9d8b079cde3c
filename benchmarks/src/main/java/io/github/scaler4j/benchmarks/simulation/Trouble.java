package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.fixtures.DatadogApi;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Some hours with a fault, in which the healthy queries are measured. */
enum Trouble {
  TIMES_OUT("one query of 100 gets no answer in time", 100, 160, 6, 2, 6, List.of(late())),
  SEVERAL(
      "five of 100 queries fail: 503, an HTML page, an answer over 8 MiB, 413, a reset connection",
      100,
      160,
      6,
      4.5,
      18,
      List.of(
          DatadogAnswer.error(503, "Service Unavailable"),
          DatadogAnswer.page(200),
          tooLarge(),
          DatadogAnswer.of(413, ""),
          DatadogAnswer.broken())),
  PATH_TAKES_10(
      "a gateway resets each request of more than 10 queries",
      100,
      600,
      6,
      2.5,
      1.2,
      fleet -> fleet.api().pathTakes(10, DatadogAnswer.broken())),
  START("all start at once, with an untouched budget", 1_000, 600, 1, 1.25, 0.15, fleet -> {}),
  DOUBLED_RESET(
      "a gateway turns `X-RateLimit-Reset: 7` into `7, 7`",
      100,
      160,
      6,
      1.1,
      1.1,
      fleet -> rewrite(fleet, "X-RateLimit-Reset", Trouble::twice)),
  NO_PERIOD(
      "no answer has `X-RateLimit-Period`",
      100,
      160,
      6,
      1.1,
      1.1,
      fleet -> rewrite(fleet, "X-RateLimit-Period", value -> "")),
  HIDDEN_LIMIT(
      "from 1:10 to 1:12 every answer is 429, and its headers report room",
      100,
      600,
      6,
      9,
      1.1,
      fleet -> {
        hide(fleet, Duration.ofMinutes(70), 0);
        hide(fleet, Duration.ofMinutes(72), Integer.MAX_VALUE);
      }),
  FOUR_A_MINUTE(
      "more than 4 requests a minute get 429, but the headers report only 600 an hour",
      100,
      600,
      6,
      2,
      2.5,
      fleet -> fleet.api().account().hiddenLimit(4, Duration.ofMinutes(1))),
  TWO_AN_HOUR("the limit is 2 requests an hour", 100, 2, 12, 1.1, 1.1, fleet -> {});

  private static final int FIRST_BAD = 10;
  private static final int BAD_APART = 17;

  final String title = name().toLowerCase(Locale.ROOT).replace('_', '-');
  final String words;
  final int triggers;
  final int limitPerHour;
  final Duration length;

  /** The bar of the worst age, as a multiple of the bound. */
  final double mostAge;

  /** The bar of the time until all have a value, as a multiple of the bound. */
  final double mostRounds;

  private final int badTriggers;

  @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing that changes
  private final Consumer<Fleet> begin;

  Trouble(
      String words,
      int triggers,
      int limitPerHour,
      int hours,
      double mostAge,
      double mostRounds,
      List<DatadogAnswer> faults) {
    this(
        words,
        triggers,
        limitPerHour,
        hours,
        mostAge,
        mostRounds,
        faults.size(),
        fleet -> fault(fleet, faults));
  }

  Trouble(
      String words,
      int triggers,
      int limitPerHour,
      int hours,
      double mostAge,
      double mostRounds,
      Consumer<Fleet> begin) {
    this(words, triggers, limitPerHour, hours, mostAge, mostRounds, 0, begin);
  }

  Trouble(
      String words,
      int triggers,
      int limitPerHour,
      int hours,
      double mostAge,
      double mostRounds,
      int badTriggers,
      Consumer<Fleet> begin) {
    this.words = words;
    this.triggers = triggers;
    this.limitPerHour = limitPerHour;
    this.length = Duration.ofHours(hours);
    this.mostAge = mostAge;
    this.mostRounds = mostRounds;
    this.badTriggers = badTriggers;
    this.begin = begin;
  }

  void begin(Fleet fleet) {
    fleet.api().account().limit(limitPerHour);
    begin.accept(fleet);
  }

  boolean isBad(int trigger) {
    return trigger >= FIRST_BAD
        && (trigger - FIRST_BAD) % BAD_APART == 0
        && (trigger - FIRST_BAD) / BAD_APART < badTriggers;
  }

  /** The age in seconds that no value should exceed: freshness, or one round at the pace. */
  double boundSeconds() {
    double batches = Math.ceil(triggers / (this == PATH_TAKES_10 ? 10.0 : Scene.BATCH));
    return Math.max((double) Scene.FRESH_FOR.toSeconds(), batches * 3600 / requestsPerHour());
  }

  private double requestsPerHour() {
    return this == FOUR_A_MINUTE ? 4 * 60 : Math.max(1, Math.floor(Scene.SHARE * limitPerHour));
  }

  /** How old a stand-in value may be: beyond all accepted ages. */
  Duration staleFor() {
    return Duration.ofSeconds((long) Math.max(300, Math.ceil(1.5 * mostAge * boundSeconds())));
  }

  private static void fault(Fleet fleet, List<DatadogAnswer> faults) {
    for (int i = 0; i < faults.size(); i++) {
      fleet.api().fault(Triggers.query(FIRST_BAD + i * BAD_APART), faults.get(i));
    }
  }

  private static DatadogAnswer late() {
    return DatadogAnswer.of(200, "").after(Duration.ofMinutes(1));
  }

  private static DatadogAnswer tooLarge() {
    return DatadogAnswer.of(200, " ".repeat((8 << 20) + 1));
  }

  private static void rewrite(Fleet fleet, String header, UnaryOperator<String> change) {
    fleet
        .api()
        .account()
        .rewriteHeaders(
            sent -> {
              String changed = change.apply(sent.values(header).get(0));
              return changed.isEmpty()
                  ? sent.newBuilder().removeAll(header).build()
                  : sent.newBuilder().set(header, changed).build();
            });
  }

  private static String twice(String value) {
    return value + ", " + value;
  }

  private static void hide(Fleet fleet, Duration at, int requests) {
    DatadogApi api = fleet.api();
    fleet.at(at, () -> api.account().hiddenLimit(requests, Duration.ofMinutes(1)));
  }
}
