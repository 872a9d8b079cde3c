package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.TestTime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricGuardTest {

  private static final int IN_A_ROW = 5;
  private static final Duration OPEN_FOR = Duration.ofSeconds(10);

  private final MetricSourceException busy = new UnexpectedResponseException(503, "busy", null);
  private final TestTime time = new TestTime();
  private final HostGuard host = HostGuard.of("agent", IN_A_ROW, time.context());

  private MetricGuard metric() {
    return new MetricGuard(host, time);
  }

  private List<MetricGuard> metrics(int count) {
    return Stream.generate(this::metric).limit(count).toList();
  }

  private void fail(MetricGuard metric, MetricSourceException why) {
    assertThat(metric.tryAcquire()).isTrue();
    time.advance(Duration.ofMillis(10));
    metric.onFailure(why);
  }

  private void answer(MetricGuard metric) {
    assertThat(metric.tryAcquire()).isTrue();
    time.advance(Duration.ofMillis(10));
    metric.onSuccess();
  }

  private List<MetricGuard> open(MetricSourceException why) {
    List<MetricGuard> bad = metrics(IN_A_ROW);
    bad.forEach(metric -> fail(metric, why));
    assertThat(host.refusal()).isNotNull();
    return bad;
  }

  /** Faults that may be due to one metric. */
  static List<MetricSourceException> faultsOverAConnection() {
    return List.of(
        new UnexpectedResponseException(503, "busy", null),
        new UnexpectedResponseException(502, "bad gateway", null),
        new TransportException("no complete answer", null),
        new TransportException("no complete answer", new InterruptedIOException("timeout")));
  }

  /** Faults that no metric can cause. */
  static List<MetricSourceException> faultsOfTheHost() {
    return List.of(
        new TransportException("refused", new ConnectException("refused")),
        new TransportException("reset", new IOException("reset")),
        new TransportException("no complete answer", new NoConnectionException(null)));
  }

  @ParameterizedTest
  @MethodSource("faultsOverAConnection")
  void doesNotCountTheFaultsOfAMetricWhileOthersAreAnswered(MetricSourceException why) {
    MetricGuard bad = metric();
    fail(bad, why);
    answer(metric());
    for (int i = 0; i < 4 * IN_A_ROW; i++) {
      fail(bad, why);
    }
    assertThat(host.refusal()).isNull();
  }

  @ParameterizedTest
  @MethodSource("faultsOverAConnection")
  void doesNotCountAFaultIfAnotherWasAnsweredWhileTheRequestWasUnderWay(MetricSourceException why) {
    List<MetricGuard> slow = metrics(IN_A_ROW);
    slow.forEach(metric -> assertThat(metric.tryAcquire()).isTrue());
    answer(metric());
    slow.forEach(metric -> metric.onFailure(why));
    assertThat(host.refusal()).isNull();
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheHost")
  void countsWhatNoMetricCanCause(MetricSourceException why) {
    MetricGuard bad = metric();
    fail(bad, why);
    answer(metric());
    for (int i = 0; i < IN_A_ROW; i++) {
      fail(bad, why);
    }
    assertThat(host.refusal()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("faultsOverAConnection")
  void countsTheFaultsOfMetricsThatWereAnsweredLast(MetricSourceException why) {
    List<MetricGuard> metrics = metrics(IN_A_ROW);
    metrics.forEach(this::answer);
    metrics.forEach(metric -> fail(metric, why));
    assertThat(host.refusal()).isNotNull();
    assertThat(metrics).noneMatch(MetricGuard::tryAcquire);
    assertThat(metrics).allMatch(metric -> metric.refusal() != null);
  }

  @ParameterizedTest
  @MethodSource("faultsOverAConnection")
  void letsAMetricThatHasNotFailedTryTheHostAndCloseTheCircuit(MetricSourceException why) {
    MetricGuard good = metric();
    answer(good);
    List<MetricGuard> bad = open(why);
    MetricGuard another = metric();
    assertThat(good.refusal()).isNull();
    assertThat(good.tryAcquire()).isTrue();
    assertThat(another.tryAcquire()).as("beside a trial").isFalse();
    good.onSuccess();
    assertThat(host.refusal()).isNull();
    for (int round = 0; round < 3; round++) {
      bad.forEach(metric -> fail(metric, why));
      answer(another);
    }
  }

  @Test
  void letsNoMetricPassWhileTheHostAsksForAPause() {
    open(UnexpectedResponseException.of(503, "busy", Optional.of(Duration.ofSeconds(60))));
    MetricGuard good = metric();
    time.advance(Duration.ofSeconds(59));
    assertThat(good.refusal()).hasMessageContaining("up to 60 s");
    assertThat(good.tryAcquire()).isFalse();
    time.advance(Duration.ofSeconds(1));
    answer(good);
    answer(metric());
  }

  @ParameterizedTest
  @MethodSource("faultsOverAConnection")
  void letsEachMetricPassOnce(MetricSourceException why) {
    open(why);
    List<MetricGuard> others = metrics(20);
    others.forEach(metric -> fail(metric, why));
    assertThat(others).noneMatch(MetricGuard::tryAcquire);
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheHost")
  void givesAHostWithoutConnectionsOneTrialPerPeriod(MetricSourceException why) {
    open(why);
    List<MetricGuard> others = metrics(20);
    for (int period = 0; period < 5; period++) {
      assertThat(others).allMatch(metric -> metric.refusal() != null);
      assertThat(others).noneMatch(MetricGuard::tryAcquire);
      time.advance(OPEN_FOR);
      List<MetricGuard> trying = others.stream().filter(MetricGuard::tryAcquire).toList();
      assertThat(trying).hasSize(1);
      trying.get(0).onFailure(why);
    }
  }

  /** After an outage that made all metrics fail, some of them go on failing. */
  @ParameterizedTest
  @ValueSource(ints = {10, 15, 17, 30, 60, 300})
  void givesTheHealthyMetricItsTurnWhoeverAsksFirst(int everySeconds) {
    List<MetricGuard> bad = open(busy);
    MetricGuard good = metric();
    fail(good, busy);
    for (int round = 0; round < bad.size() + 1; round++) {
      time.advance(Duration.ofSeconds(everySeconds));
      bad.stream().filter(MetricGuardTest::mayAsk).forEach(metric -> metric.onFailure(busy));
      if (mayAsk(good)) {
        good.onSuccess();
      }
    }
    assertThat(host.refusal()).isNull();
    bad.forEach(metric -> fail(metric, busy));
    answer(good);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 15, 17, 30, 60, 300})
  void givesTheHealthyMetricItsTurnIfAllAskWhileATrialIsUnderWay(int everySeconds) {
    List<MetricGuard> bad = open(busy);
    MetricGuard good = metric();
    fail(good, busy);
    for (int round = 0; round < 2 * bad.size(); round++) {
      time.advance(Duration.ofSeconds(everySeconds));
      List<MetricGuard> trying = bad.stream().filter(MetricGuardTest::mayAsk).toList();
      boolean healthy = mayAsk(good);
      trying.forEach(metric -> metric.onFailure(busy));
      if (healthy) {
        good.onSuccess();
      }
    }
    assertThat(host.refusal()).isNull();
    bad.forEach(metric -> fail(metric, busy));
    answer(good);
  }

  /** Its faults say nothing about the host any more, but its trials would keep out the others. */
  @ParameterizedTest
  @ValueSource(ints = {10, 15, 17, 30, 60, 300})
  void givesOthersTheirTurnBesideAMetricThatHasFailedForLong(int everySeconds) {
    MetricGuard bad = metric();
    fail(bad, busy);
    List<MetricGuard> good = metrics(IN_A_ROW);
    good.forEach(this::answer);
    good.forEach(metric -> fail(metric, busy));
    assertThat(host.refusal()).isNotNull();
    List<MetricGuard> trying = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      time.advance(Duration.ofSeconds(everySeconds));
      boolean asked = mayAsk(bad);
      good.stream().filter(MetricGuardTest::mayAsk).forEach(trying::add);
      if (asked) {
        bad.onFailure(busy);
      }
      trying.forEach(MetricGuard::onSuccess);
      trying.clear();
    }
    good.forEach(this::answer);
  }

  @Test
  void waitsTenSecondsForAMetricThatDoesNotAskAgain() {
    List<MetricGuard> bad = open(busy);
    MetricGuard first = bad.get(0);
    MetricGuard last = bad.get(bad.size() - 1);
    assertThat(first.refusal()).isNotNull();
    time.advance(OPEN_FOR);
    assertThat(last.tryAcquire()).isFalse();
    time.advance(OPEN_FOR.minusNanos(1));
    assertThat(last.tryAcquire()).isFalse();
    time.advance(Duration.ofNanos(1));
    answer(last);
    answer(first);
  }

  @Test
  void givesASingleMetricATrialPerPeriod() {
    MetricGuard only = metric();
    for (int i = 0; i < IN_A_ROW; i++) {
      fail(only, busy);
    }
    for (int period = 0; period < 5; period++) {
      assertThat(only.refusal()).isNotNull();
      time.advance(OPEN_FOR);
      assertThat(only.refusal()).isNull();
      fail(only, busy);
    }
    time.advance(OPEN_FOR);
    answer(only);
    answer(only);
  }

  private static boolean mayAsk(MetricGuard metric) {
    return metric.refusal() == null && metric.tryAcquire();
  }
}
