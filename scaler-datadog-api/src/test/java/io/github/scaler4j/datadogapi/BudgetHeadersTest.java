package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The budget holds whatever the headers of the rate limit contain, in virtual time. */
class BudgetHeadersTest {

  private static final Duration HOUR = Duration.ofHours(1);

  static Stream<Arguments> headers() {
    return Stream.of(
        odd("Reset: 7, 7", h -> doubled(h, "X-RateLimit-Reset")),
        odd("two lines of Reset", h -> h.newBuilder().add("X-RateLimit-Reset", reset(h)).build()),
        odd("Reset: 7.5", h -> h.newBuilder().set("X-RateLimit-Reset", reset(h) + ".5").build()),
        odd("no Period", h -> h.newBuilder().removeAll("X-RateLimit-Period").build()),
        odd("no Limit", h -> h.newBuilder().removeAll("X-RateLimit-Limit").build()),
        odd("no Reset", h -> h.newBuilder().removeAll("X-RateLimit-Reset").build()),
        odd("no Remaining", h -> h.newBuilder().removeAll("X-RateLimit-Remaining").build()));
  }

  private static Arguments odd(String name, UnaryOperator<Headers> change) {
    return Arguments.of(name, change);
  }

  private static String reset(Headers headers) {
    return headers.get("X-RateLimit-Reset");
  }

  private static Headers doubled(Headers headers, String name) {
    String value = headers.get(name);
    return headers.newBuilder().set(name, value + ", " + value).build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void keepsTheBudget(String name, UnaryOperator<Headers> change) {
    run(name, change, 200, HOUR, HOUR);
    run(name + ", 10 s", change, 4, Duration.ofSeconds(10), Duration.ofMinutes(20));
  }

  /** The 140 triggers could use 480 requests an hour, and all of them at the start. */
  private void run(
      String name, UnaryOperator<Headers> change, int limit, Duration period, Duration duration) {
    VirtualDatadog other = new VirtualDatadog();
    other.account().limit(limit).period(period);
    other.trouble((queries, answer) -> answer.headers(change.apply(answer.headers())));
    try (Fleet fleet = new Fleet(other)) {
      fleet.addHealthy(140);
      fleet.poll(duration);
      System.out.printf(
          "%s: %d requests of %d in %s, %d x 429; %d of %d fresh, %d stale, %d failed%n",
          name,
          other.requests(),
          limit,
          period,
          other.answers(429),
          Fleet.fresh(fleet.members),
          Fleet.reads(fleet.members),
          Fleet.stale(fleet.members),
          Fleet.failed(fleet.members));
      assertThat(other.answers(429)).isZero();
      // Without a period, 10 s counts as an hour: too few requests are better than too many.
      if (!name.equals("no Period, 10 s")) {
        assertThat(Fleet.failed(fleet.members)).isLessThan(Fleet.reads(fleet.members) / 10);
      }
    }
  }
}
