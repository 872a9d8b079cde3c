package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.Fleet.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand triggers that start at once or within seconds, in virtual time. */
class FleetStartTest {

  private final VirtualDatadog datadog = new VirtualDatadog();

  @ParameterizedTest
  @ValueSource(ints = {0, 30})
  void readsAllWithinSeconds(int startSeconds) {
    try (Fleet fleet = new Fleet(datadog)) {
      List<Member> members = start(fleet, 0, startSeconds);
      pollOn(members, startSeconds);
      datadog.time.advance(Duration.ofSeconds(startSeconds + 60));
      report("1,000 over " + startSeconds + " s", members);
      assertThat(Fleet.lastFirstValue(members)).isLessThan(20);
      datadog.time.advance(Duration.ofMinutes(40));
      assertThat(datadog.answers(429)).isZero();
    }
  }

  @Test
  void readsAllWithinSecondsInThreeProcesses() {
    List<Fleet> fleets = List.of(new Fleet(datadog), new Fleet(datadog), new Fleet(datadog));
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      members.addAll(start(fleets.get(i), i * 1_000, 0));
    }
    pollOn(members, 0);
    datadog.time.advance(Duration.ofSeconds(60));
    report("3 x 1,000", members);
    assertThat(Fleet.lastFirstValue(members)).isLessThan(20);
    datadog.time.advance(Duration.ofMinutes(40));
    assertThat(datadog.answers(429)).isZero();
    fleets.forEach(Fleet::close);
  }

  private List<Member> start(Fleet fleet, int from, int seconds) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String query = "avg:q" + (from + i) + "{*}";
      long at = TimeUnit.SECONDS.toNanos(seconds) * i / 1_000;
      Runnable add = () -> members.add(fleet.add(query));
      var unused = datadog.time.schedule(add, at, TimeUnit.NANOSECONDS);
    }
    if (seconds == 0) {
      datadog.time.runPending();
    }
    return members;
  }

  /** Each trigger is read at once, every second until it has a value, and then every minute. */
  private void pollOn(List<Member> members, int seconds) {
    for (int s = 0; s < seconds + 60; s++) {
      var unused =
          datadog.time.schedule(
              () ->
                  List.copyOf(members).stream()
                      .filter(member -> member.firstValue() == Double.POSITIVE_INFINITY)
                      .forEach(Member::poll),
              s,
              TimeUnit.SECONDS);
    }
    for (int s = 90; s < 2_400; s += 60) {
      var unused = datadog.time.schedule(() -> members.forEach(Member::poll), s, TimeUnit.SECONDS);
    }
  }

  private void report(String name, List<Member> members) {
    System.out.printf(
        "%s at 600/h: all %d have a value within %.1f s; %d requests, %d x 429%n",
        name,
        members.size(),
        Fleet.lastFirstValue(members),
        datadog.requests(),
        datadog.answers(429));
  }
}
