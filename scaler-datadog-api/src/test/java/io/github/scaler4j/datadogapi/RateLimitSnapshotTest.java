package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.source.RateLimitStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitSnapshotTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUR = 3600 * SECOND;

  @Test
  void mergesAnswersInAnyOrder() {
    List<RateLimitSnapshot> answers =
        List.of(
            limit(600, 12, HOUR),
            limit(600, 599, 2 * HOUR),
            limit(600, 597, 2 * HOUR),
            limit(600, 598, 2 * HOUR));
    for (int first = 0; first < answers.size(); first++) {
      for (int step = 1; step < answers.size(); step += 2) {
        RateLimitSnapshot merged = answers.get(first);
        for (int i = 1; i < answers.size(); i++) {
          merged = RateLimitSnapshot.merge(merged, answers.get((first + i * step) % 4));
        }
        assertThat(merged).isEqualTo(limit(600, 597, 2 * HOUR));
      }
    }
  }

  @Test
  void treatsResetsASecondApartAsOnePeriod() {
    RateLimitSnapshot merged =
        RateLimitSnapshot.merge(limit(600, 100, HOUR), limit(600, 99, HOUR - SECOND));
    assertThat(merged).isEqualTo(limit(600, 99, HOUR));
  }

  @Test
  void acceptsAChangedLimitWithinAPeriod() {
    assertThat(RateLimitSnapshot.merge(limit(600, 100, HOUR), limit(1200, 700, HOUR)))
        .isEqualTo(limit(1200, 700, HOUR));
  }

  @Test
  void isFullOnceThePeriodIsOver() {
    RateLimitSnapshot spent = limit(600, 3, HOUR);
    assertThat(spent.at(HOUR - 1)).isSameAs(spent);
    assertThat(spent.at(HOUR)).isEqualTo(limit(600, 600, 2 * HOUR));
    assertThat(spent.at(4 * HOUR + 1)).isEqualTo(limit(600, 600, 5 * HOUR));
  }

  @Test
  void survivesTheWrapOfTheMonotonicTime() {
    long now = Long.MAX_VALUE - SECOND;
    RateLimitSnapshot before = limit(600, 3, now + 10 * SECOND);
    assertThat(before.at(now + 9 * SECOND)).isSameAs(before);
    assertThat(before.at(now + 10 * SECOND).remaining()).isEqualTo(600);
    assertThat(RateLimitSnapshot.merge(before, limit(600, 599, now + 10 * SECOND + HOUR)))
        .isEqualTo(limit(600, 599, now + 10 * SECOND + HOUR));
  }

  @ParameterizedTest
  @CsvSource({
    "600, 3600, 5, 60, 600, 5, 60",
    "600, 3600, 0, 0, 600, 0, 0",
    "600, 3600, 700, 60, 600, 600, 60",
    "600, 3600, 5, 86400, 600, 5, 3600",
  })
  void readsTheHeadersWithinReason(
      String limit,
      String period,
      String remaining,
      String reset,
      long wantedLimit,
      long wantedRemaining,
      long wantedReset) {
    assertThat(RateLimitSnapshot.of(headers(limit, period, remaining, reset), null, 7))
        .isEqualTo(limit(wantedLimit, wantedRemaining, 7 + wantedReset * SECOND));
  }

  /** The known limit before an answer without one of its headers: 600 per hour, 100 left. */
  @ParameterizedTest
  @CsvSource({
    // missing or absurd | limit, remaining, reset
    "-600, 3600, 5, 60, 600, 5, 60",
    "600, 0, 5, 60, 600, 5, 60",
    "600, 3600, -1, 60, 600, 99, 60",
    "600, 3600, 5, -60, 600, 5, 1800",
    "'', 3600, 700, 60, 700, 700, 60",
    "'', '', 5, '', 600, 5, 1800",
    "300, '', '', '', 300, 99, 1800",
  })
  void takesMissingValuesFromTheKnownLimit(
      String limit,
      String period,
      String remaining,
      String reset,
      long wantedLimit,
      long wantedRemaining,
      long wantedReset) {
    RateLimitSnapshot known = limit(600, 100, 7 + 1800 * SECOND);
    assertThat(RateLimitSnapshot.of(headers(limit, period, remaining, reset), known, 7))
        .isEqualTo(limit(wantedLimit, wantedRemaining, 7 + wantedReset * SECOND));
  }

  @ParameterizedTest
  @CsvSource({
    "600, '', 5, 60, 600, 3600, 5, 60",
    "600, '', 5, 3600, 600, 3600, 5, 3600",
    "600, '', 5, 3601, 600, 86400, 5, 3601",
    "600, '', 5, 86400, 600, 86400, 5, 86400",
    "600, '', 5, 86401, 600, 2678400, 5, 86401",
    "600, 3600, '', 60, 600, 3600, 599, 60",
    "600, 3600, 5, '', 600, 3600, 5, 3600",
    "'', 3600, 5, 60, 5, 3600, 5, 60",
    "600, '', '', '', 600, 3600, 599, 3600",
  })
  void assumesLessForUnknownValues(
      String limit,
      String period,
      String remaining,
      String reset,
      long wantedLimit,
      long wantedPeriod,
      long wantedRemaining,
      long wantedReset) {
    assertThat(RateLimitSnapshot.of(headers(limit, period, remaining, reset), null, 7))
        .isEqualTo(
            new RateLimitSnapshot(
                wantedLimit, wantedPeriod * SECOND, wantedRemaining, 7 + wantedReset * SECOND, ""));
  }

  @Test
  void isUnknownWithoutALimitAndARemainder() {
    assertThat(RateLimitSnapshot.of(headers("", "3600", "many", "60"), null, 7)).isNull();
    assertThat(RateLimitSnapshot.of(RateLimitHeaders.NONE, limit(600, 5, HOUR), 7)).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {60, 600, 3_599, 3_601, 86_400})
  void followsAPeriodOfAnotherLength(long seconds) {
    RateLimitSnapshot known = limit(1_600, 500, 2_400 * SECOND);
    for (long limit : new long[] {20, 1_600}) {
      RateLimitSnapshot changed =
          new RateLimitSnapshot(
              limit, seconds * SECOND, limit - 1, Math.min(60, seconds) * SECOND, "");
      assertThat(RateLimitSnapshot.merge(known, changed)).isEqualTo(changed);
      assertThat(changed.samePeriodAs(known)).isFalse();
    }
  }

  @Test
  void treatsResetsHalfAPeriodApartAsOnePeriod() {
    RateLimitSnapshot one = limit(600, 100, HOUR);
    assertThat(one.samePeriodAs(limit(600, 0, HOUR + HOUR / 2))).isTrue();
    assertThat(one.samePeriodAs(limit(600, 0, HOUR - HOUR / 2))).isTrue();
    assertThat(one.samePeriodAs(limit(600, 0, HOUR + HOUR / 2 + 1))).isFalse();
    RateLimitSnapshot more = limit(600, 200, HOUR + HOUR / 2);
    assertThat(RateLimitSnapshot.merge(one, more)).as("an overtaken answer").isEqualTo(one);
    RateLimitSnapshot next = limit(600, 200, HOUR + HOUR / 2 + 1);
    assertThat(RateLimitSnapshot.merge(one, next)).as("a new period").isEqualTo(next);
    assertThat(RateLimitSnapshot.merge(next, one)).as("in any order").isEqualTo(next);
  }

  @Test
  void takesTheNameFromTheLastAnswer() {
    RateLimitSnapshot named = new RateLimitSnapshot(600, HOUR, 100, HOUR, "metrics");
    assertThat(RateLimitSnapshot.merge(limit(600, 100, HOUR), named)).isSameAs(named);
  }

  @Test
  void returnsTheTimeToTheReset() {
    RateLimitSnapshot named = new RateLimitSnapshot(600, HOUR, 100, HOUR, "metrics");
    Duration hour = Duration.ofHours(1);
    RateLimitedException.Details.Builder details =
        RateLimitedException.Details.builder().limit(600).period(hour).remaining(100);
    assertThat(limit(600, 100, HOUR).details(HOUR + 1))
        .usingRecursiveComparison()
        .isEqualTo(details.reset(Duration.ZERO).build());
    assertThat(named.details(60 * SECOND))
        .usingRecursiveComparison()
        .isEqualTo(details.reset(hour.minusMinutes(1)).name("metrics").build());
    assertThat(named.toStatus(60 * SECOND, 0.5, Duration.ofSeconds(7)))
        .isEqualTo(
            RateLimitStatus.builder()
                .name("metrics")
                .limit(600)
                .period(hour)
                .remaining(100)
                .reset(hour.minusMinutes(1))
                .pacePerSecond(0.5)
                .closedFor(Duration.ofSeconds(7))
                .build());
  }

  private static RateLimitHeaders headers(
      String limit, String period, String remaining, String reset) {
    return RateLimitHeaders.of(
        Headers.of(
            "X-RateLimit-Limit", limit,
            "X-RateLimit-Period", period,
            "X-RateLimit-Remaining", remaining,
            "X-RateLimit-Reset", reset),
        Instant.EPOCH);
  }

  private static RateLimitSnapshot limit(long limit, long remaining, long resetAt) {
    return new RateLimitSnapshot(limit, HOUR, remaining, resetAt, "");
  }
}
