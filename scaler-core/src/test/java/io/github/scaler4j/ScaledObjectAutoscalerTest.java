package io.github.scaler4j;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.ActivationDecision.Reason;
import io.github.scaler4j.hpa.AutoscalerDecision;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.MetricTarget;
import io.github.scaler4j.hpa.MetricTargetType;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.hpa.TriggerAccount;
import io.github.scaler4j.hpa.TriggerAccount.Source;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.ScaleTrigger;
import io.github.scaler4j.manifest.TriggerResolver;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScaledObjectAutoscalerTest {

  private static final Instant BEGIN = Instant.parse("2026-11-01T12:00:00Z");
  private static final String HITS = "datadogmetric@web:hits";
  private static final String QUEUE = "datadogmetric@web:queue";

  private static final String OBJECT =
      """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: {name: %s, creationTimestamp: "2026-10-01T00:00:00Z"}
      spec:
        scaleTargetRef: {name: %s}
        minReplicaCount: 0
        %s
        triggers:
      """;
  private static final String TRIGGER =
      """
          - type: datadog
            name: %1$s
            useCachedMetrics: %2$s
            metadata:
              useClusterAgentProxy: "true"
              datadogMetricName: %1$s
              datadogMetricNamespace: web
              targetValue: "2"
            authenticationRef: {name: agent}
      """;
  private static final String CRON =
      """
          - type: cron
            name: office-hours
            metadata: {timezone: UTC, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "3"}
      """;
  private static final String AUTHENTICATION =
      """
      ---
      apiVersion: keda.sh/v1alpha1
      kind: TriggerAuthentication
      metadata: {name: agent}
      spec:
        secretTargetRef:
          - {parameter: token, name: agent, key: token}
          - {parameter: datadogNamespace, name: agent, key: namespace}
          - {parameter: datadogMetricsService, name: agent, key: service}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: agent}
      stringData: {token: t0ken, namespace: datadog, service: agent}
      """;

  private final MovableTime time = new MovableTime();
  private final FakeSource source = new FakeSource();
  private final DatadogScalers scalers =
      DatadogScalers.builder().source(context -> source).time(time).executor(Runnable::run).build();

  @AfterEach
  void close() {
    scalers.close();
  }

  @Nested
  class Schedule {

    private final ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);

    @Test
    void beginsWithAPollAndASyncOfTheSameReading() {
      source.give(HITS, 5);

      DueDecisions decisions = autoscaler.decide(ReplicaCounts.of(1));

      assertThat(decisions.poll()).isPresent();
      assertThat(decisions.sync()).isPresent();
      assertThat(decisions.scaleTo()).hasValue(3);
      assertThat(decisions.explain())
          .startsWith("poll: 1 replica stays; ")
          .contains("\nsync: 1 -> 3");
      assertThat(source.fetches).isEqualTo(1);
    }

    @Test
    void pollsAtItsIntervalAndSyncsEveryFifteenSeconds() {
      source.give(HITS, 2);
      StringBuilder done = new StringBuilder();
      for (int second = 0; second <= 60; second += 5) {
        DueDecisions decisions = autoscaler.decide(ReplicaCounts.of(1));
        decisions.poll().ifPresent(decision -> done.append("p").append(time.seconds()));
        decisions.sync().ifPresent(decision -> done.append("s").append(time.seconds()));
        time.pass(5);
      }
      assertThat(done).hasToString("p0s0s15p30s30s45p60s60");
    }

    @Test
    void isNotDelayedByALateCall() {
      source.give(HITS, 2);
      autoscaler.decide(ReplicaCounts.of(1));
      time.pass(17);
      assertThat(autoscaler.untilDue()).isZero();
      autoscaler.decide(ReplicaCounts.of(1));
      assertThat(autoscaler.untilDue()).isEqualTo(Duration.ofSeconds(13));
      time.pass(100);
      autoscaler.decide(ReplicaCounts.of(1));
      assertThat(autoscaler.untilDue()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void countsRunsOutOfTurn() {
      source.give(HITS, 2);
      autoscaler.poll(ReplicaCounts.of(1));
      DueDecisions decisions = autoscaler.decide(ReplicaCounts.of(1));
      assertThat(decisions.poll()).isEmpty();
      assertThat(decisions.sync()).isPresent();
      assertThat(autoscaler.decide(ReplicaCounts.of(1)).scaleTo()).isEmpty();
      assertThat(autoscaler.decide(ReplicaCounts.of(1)).explain()).isEmpty();
    }

    @Test
    void syncsFromTheReplicasThatItsPollSets() {
      source.give(HITS, 9);
      DueDecisions decisions = autoscaler.decide(ReplicaCounts.of(0));
      assertThat(decisions.poll().orElseThrow().scaleTo()).hasValue(1);
      assertThat(decisions.sync().orElseThrow().replicas()).isEqualTo(1);
      assertThat(decisions.scaleTo()).hasValue(4);
    }

    @Test
    void readsNothingForASyncWithoutMetrics() {
      source.give(HITS, 9);
      autoscaler.poll(ReplicaCounts.of(0));
      int fetches = source.fetches;

      AutoscalerDecision sync = autoscaler.sync(ReplicaCounts.of(0));

      assertThat(source.fetches).isEqualTo(fetches);
      assertThat(sync.explain()).isEqualTo("sync: 0 replicas stay; at 0 the autoscaler is off");
      assertThat(sync.hpa().orElseThrow().targets()).isEqualTo("<unknown>/2 (avg)");
    }
  }

  @Nested
  class Failures {

    private static final String FALLBACK = "fallback: {failureThreshold: 2, replicas: 5}";

    private final ScaledObjectAutoscaler autoscaler = autoscaler(FALLBACK, HITS);

    @Test
    void countOncePerPollIfTheQueryIsNotAskedAgain() {
      source.fails(HITS, new QueryRejectedException("no such metric\nin this account"));
      assertThat(pollThrice(30))
          .contains(
              "hits failed (3 in a row): no such metric in this account, and falls back to 10");
    }

    @Test
    void countOncePerPollWhileNoDataIsFresh() {
      source.hasNoData(HITS);
      assertThat(pollThrice(5))
          .contains("hits failed (3 in a row): datadogmetric@web:hits: no data");
    }

    private String pollThrice(int seconds) {
      ScaledObjectAutoscaler polled =
          autoscaler(FALLBACK + "\n  pollingInterval: " + seconds, HITS);
      for (int failures = 1; failures <= 2; failures++) {
        TriggerAccount account = polled.poll(ReplicaCounts.of(4)).triggers().get(0);
        assertThat(account.source()).isEqualTo(Source.FAILED);
        assertThat(account.failures()).isEqualTo(failures);
        time.pass(seconds);
      }
      return polled.poll(ReplicaCounts.of(4)).explain();
    }

    @Test
    void countOncePerSharedAnswer() {
      source.hasNoData(HITS);
      for (int second = 0; second < 3; second++) {
        assertThat(autoscaler.poll(ReplicaCounts.of(4)).triggers().get(0).failures()).isEqualTo(1);
        assertThat(autoscaler.sync(ReplicaCounts.of(4)).triggers().get(0).failures()).isEqualTo(1);
        time.pass(1);
      }
      source.hasNoData(HITS);
      assertThat(autoscaler.sync(ReplicaCounts.of(4)).triggers().get(0).failures()).isEqualTo(2);
    }

    @Test
    void endWithTheFirstValue() {
      source.fails(HITS, new TransportException("down", null));
      autoscaler.poll(ReplicaCounts.of(4));
      time.pass(1);
      source.give(HITS, 3);
      assertThat(autoscaler.sync(ReplicaCounts.of(4)).triggers().get(0).failures()).isZero();
    }

    @Test
    void areNeitherAddedNorEndedByAStaleValue() {
      source.fails(HITS, new TransportException("down", null));
      autoscaler.poll(ReplicaCounts.of(4));
      source.answers.put(
          HITS,
          () ->
              CompletableFuture.completedFuture(
                  MetricAnswer.of(new MetricOutcome.Sample(3, BEGIN), BEGIN.minusSeconds(60), 0)
                      .withStaleCause(new TransportException("down", null))));
      time.pass(30);
      AutoscalerDecision stale = autoscaler.poll(ReplicaCounts.of(4));
      assertThat(stale.triggers().get(0).source()).isEqualTo(Source.READ);
      assertThat(stale.triggers().get(0).failures()).isEqualTo(1);
    }

    @Test
    void harmNoNeighbour() {
      ScaledObjectAutoscaler both = autoscaler("", HITS, QUEUE);
      source.fails(HITS, new TransportException("down", null)).give(QUEUE, 9);
      AutoscalerDecision poll = both.poll(ReplicaCounts.of(0));
      assertThat(poll.scaleTo()).hasValue(1);
      assertThat(poll.activeBy()).containsExactly("queue");
      assertThat(both.sync(ReplicaCounts.of(1)).scaleTo()).hasValue(4);
    }

    @Test
    void reachTheCallerUnchanged() {
      LinkageError fault = new LinkageError("no such class");
      source.answers.put(HITS, () -> CompletableFuture.failedFuture(fault));
      assertThatThrownBy(() -> autoscaler.poll(ReplicaCounts.of(1))).isSameAs(fault);
      assertThat(autoscaler.pollAsync(ReplicaCounts.of(1)))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .havingCause()
          .isSameAs(fault);
      assertThat(autoscaler.state().health()).isEmpty();
    }

    @Test
    void useTheLastPollsValueWithUseCachedMetrics() {
      ScaledObjectAutoscaler cached =
          autoscaler(
              OBJECT + TRIGGER.formatted("hits", true),
              "fallback: {failureThreshold: 0, replicas: 5}",
              AutoscalerOptions.defaults());
      source.fails(HITS, new TransportException("down", null));
      cached.poll(ReplicaCounts.of(3));
      int fetches = source.fetches;
      for (int sync = 0; sync < 5; sync++) {
        time.pass(1);
        TriggerAccount account = cached.sync(ReplicaCounts.of(3)).triggers().get(0);
        assertThat(account.source()).isEqualTo(Source.FALLBACK);
        assertThat(account.failures()).isEqualTo(1);
      }
      assertThat(source.fetches).isEqualTo(fetches);
    }
  }

  @Nested
  class OfOtherTypes {

    private Supplier<TriggerSample> cron = () -> TriggerSample.of(3, true);

    private final ScaledObjectAutoscaler autoscaler =
        autoscaler(
            OBJECT + TRIGGER.formatted("hits", false) + CRON,
            "cooldownPeriod: 0",
            AutoscalerOptions.builder().otherTriggers(new Cron()).build());

    private final class Cron implements OtherTriggers {
      @Override
      public MetricSpec metricSpec(ScaleTrigger trigger) {
        return new MetricSpec(
            "s" + trigger.index() + "-" + trigger.type(),
            MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 1));
      }

      @Override
      public TriggerSample read(ScaleTrigger trigger) {
        assertThat(trigger.name()).isEqualTo("office-hours");
        return cron.get();
      }
    }

    @Test
    void keepTheWorkloadAwakeToo() {
      source.give(HITS, 0);
      AutoscalerDecision poll = autoscaler.poll(ReplicaCounts.of(3));
      assertThat(poll.scaleTo()).isEmpty();
      assertThat(poll.activeBy()).containsExactly("office-hours");

      cron = () -> TriggerSample.of(0, false);
      time.pass(30);
      assertThat(autoscaler.poll(ReplicaCounts.of(3)).scaleTo()).hasValue(0);
    }

    @Test
    void countForTheReplicas() {
      source.give(HITS, 2);
      assertThat(autoscaler.sync(ReplicaCounts.of(1)).scaleTo()).hasValue(3);
    }

    @Test
    void keepNothingAwakeIfTheHpaReadsThemItself() {
      ScaledObjectAutoscaler withCpu =
          autoscaler(
              OBJECT + TRIGGER.formatted("hits", false) + CRON.replace("type: cron", "type: cpu"),
              "cooldownPeriod: 0",
              AutoscalerOptions.builder().otherTriggers(new Cron()).build());
      source.give(HITS, 0);
      assertThat(withCpu.poll(ReplicaCounts.of(3)).scaleTo()).hasValue(0);
      assertThat(withCpu.sync(ReplicaCounts.of(1)).scaleTo()).hasValue(3);
    }

    @Test
    void failWithoutTheirWords() {
      source.give(HITS, 0);
      cron =
          () -> {
            throw new IllegalStateException("password hunter2");
          };
      AutoscalerDecision poll = autoscaler.poll(ReplicaCounts.of(3));
      assertThat(poll.scaleTo()).isEmpty();
      assertThat(poll.explain())
          .contains("office-hours failed: java.lang.IllegalStateException")
          .doesNotContain("hunter2");
      cron = () -> TriggerSample.failed("the calendar is closed");
      assertThat(autoscaler.poll(ReplicaCounts.of(3)).explain())
          .contains("office-hours failed: the calendar is closed");
    }

    @Test
    void areRefusedWithoutAReader() {
      assertThatThrownBy(() -> autoscaler(OBJECT + CRON, "", AutoscalerOptions.defaults()))
          .isInstanceOf(InvalidTriggerException.class)
          .hasMessageContaining("ScaledObject default/web triggers[0]: is of type cron")
          .hasMessageContaining("AutoscalerOptions.otherTriggers");
    }

    @Test
    void refuseInvalidNumbers() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TriggerSample.of(Double.NaN, true))
          .withMessageContaining("value: must be finite");
    }
  }

  @Nested
  class Objects {

    @Test
    void changeAndKeepTheState() {
      ScaledObjectAutoscaler autoscaler = autoscaler("cooldownPeriod: 300", HITS);
      source.give(HITS, 5);
      autoscaler.decide(ReplicaCounts.of(1));
      AutoscalerState before = autoscaler.state();

      autoscaler.update(
          manifests(OBJECT + TRIGGER.formatted("queue", false), "cooldownPeriod: 60")
              .scaledObject("default", "web"));

      assertThat(autoscaler.state()).isEqualTo(before);
      assertThat(autoscaler.untilDue()).as("it polls at once").isZero();
      source.give(QUEUE, 0);
      time.pass(30);
      AutoscalerDecision poll = autoscaler.poll(ReplicaCounts.of(3));
      assertThat(poll.activation().orElseThrow().reason()).isEqualTo(Reason.COOLING_DOWN);
      assertThat(poll.activation().orElseThrow().sleepsAfter()).contains(BEGIN.plusSeconds(60));
    }

    @Test
    void stayUnchangedIfTheChangeIsBroken() {
      ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
      source.give(HITS, 5);
      assertThatThrownBy(
              () -> autoscaler.update(manifests(OBJECT + CRON, "").scaledObject("default", "web")))
          .isInstanceOf(InvalidTriggerException.class);
      assertThat(autoscaler.decide(ReplicaCounts.of(1)).scaleTo()).hasValue(3);
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  autoscaler.update(
                      manifests(
                              OBJECT.replaceFirst("%s", "other-%s")
                                  + TRIGGER.formatted("hits", false),
                              "")
                          .scaledObject("default", "other-web")))
          .withMessage(
              "object: must be ScaledObject default/web, got ScaledObject default/other-web");
    }

    @Test
    void areRememberedBeyondARestart() {
      ScaledObjectAutoscaler autoscaler = autoscaler("cooldownPeriod: 300", HITS);
      assertThat(autoscaler.state().activation().createdAt())
          .isEqualTo(Instant.parse("2026-10-01T00:00:00Z"));
      source.give(HITS, 5);
      autoscaler.decide(ReplicaCounts.of(1));

      ScaledObjectAutoscaler restarted =
          autoscaler(
              OBJECT + TRIGGER.formatted("hits", false),
              "cooldownPeriod: 300",
              AutoscalerOptions.builder()
                  .state(AutoscalerState.fromMap(autoscaler.state().toMap()))
                  .build());
      source.give(HITS, 0);
      time.pass(290);
      assertThat(restarted.decide(ReplicaCounts.of(3)).scaleTo()).isEmpty();
      time.pass(30);
      assertThat(restarted.decide(ReplicaCounts.of(3)).scaleTo()).hasValue(0);
    }

    @Test
    void areForgottenWhenClosed() {
      ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
      source.give(HITS, 5);
      autoscaler.decide(ReplicaCounts.of(1));
      autoscaler.close();
      autoscaler.close();
      assertThatIllegalStateException()
          .isThrownBy(() -> autoscaler.decide(ReplicaCounts.of(1)))
          .withMessage("ScaledObject default/web: this autoscaler is closed");
      assertThatIllegalStateException().isThrownBy(autoscaler::untilDue);
      assertThat(autoscaler.state().activation().lastActive()).contains(BEGIN);
    }
  }

  @Test
  void losesNoDecisionWithManyThreads() throws InterruptedException {
    ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
    source.give(HITS, 5);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int sync = 0; sync < 100; sync++) {
                  autoscaler.sync(ReplicaCounts.of(1));
                  autoscaler.update(autoscaler.object());
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(autoscaler.state().hpa().recommendations())
        .as("the replicas found at first, and one for each sync")
        .hasSize(801);
  }

  @Nested
  class Futures {

    private final ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);

    @Test
    void makeTheSameDecisions() {
      source.give(HITS, 5);
      assertThat(autoscaler.decideAsync(ReplicaCounts.of(1)).join().scaleTo()).hasValue(3);
      assertThat(autoscaler.pollAsync(ReplicaCounts.of(0)).join().scaleTo()).hasValue(1);
      assertThat(autoscaler.syncAsync(ReplicaCounts.of(1)).join().scaleTo()).hasValue(3);
    }

    @Test
    void decideNothingOnceCancelled() {
      CompletableFuture<MetricAnswer> answer = new CompletableFuture<>();
      source.answers.put(HITS, () -> answer);
      AutoscalerState before = autoscaler.state();
      CompletableFuture<DueDecisions> decisions = autoscaler.decideAsync(ReplicaCounts.of(1));
      decisions.cancel(false);
      answer.complete(MetricAnswer.of(new MetricOutcome.Sample(5, BEGIN), BEGIN, 0));
      assertThat(autoscaler.state()).isEqualTo(before);
    }

    @Test
    void endIfTheirTimerIsLost() {
      source.answers.put(
          HITS,
          () -> {
            time.pass(3);
            return new CompletableFuture<>();
          });
      assertThatThrownBy(() -> autoscaler.decide(ReplicaCounts.of(1)))
          .isInstanceOf(TransportException.class)
          .hasMessage("ScaledObject default/web: no answer within 3000 ms");
    }

    @Test
    void endTheWaitOfAThreadThatIsInterrupted() {
      source.answers.put(HITS, CompletableFuture::new);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> autoscaler.decide(ReplicaCounts.of(1)))
          .isInstanceOf(TransportException.class)
          .hasMessage("ScaledObject default/web: interrupted while reading");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private ScaledObjectAutoscaler autoscaler(String setting, String... metrics) {
    StringBuilder text = new StringBuilder(OBJECT);
    for (String metric : metrics) {
      text.append(TRIGGER.formatted(metric.substring(metric.indexOf(':') + 1), false));
    }
    return autoscaler(text.toString(), setting, AutoscalerOptions.defaults());
  }

  private ScaledObjectAutoscaler autoscaler(
      String object, String setting, AutoscalerOptions options) {
    Manifests manifests = manifests(object, setting);
    return scalers.scaledObject(
        manifests.scaledObject("default", "web"), TriggerResolver.of(manifests), options);
  }

  private static Manifests manifests(String object, String setting) {
    return Manifests.parse(object.formatted("web", "web", setting) + AUTHENTICATION);
  }

  private static final class MovableTime implements TimeSource {
    private long nanos = -5;

    void pass(long seconds) {
      nanos += Duration.ofSeconds(seconds).toNanos();
    }

    long seconds() {
      return Duration.between(BEGIN, now()).toSeconds();
    }

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public Instant now() {
      return BEGIN.plusNanos(nanos + 5);
    }
  }

  /** Returns the answers that the test sets; nothing stays fresh. */
  private final class FakeSource implements MetricSource {
    final Map<String, Supplier<CompletableFuture<MetricAnswer>>> answers = new HashMap<>();
    int fetches;

    FakeSource give(String metric, double value) {
      answers.put(
          metric,
          () ->
              CompletableFuture.completedFuture(
                  MetricAnswer.of(
                      new MetricOutcome.Sample(value, time.now()), time.now(), time.nanoTime())));
      return this;
    }

    /** From now on, for as long as the answer is shared. */
    void hasNoData(String metric) {
      MetricAnswer answer =
          MetricAnswer.of(new MetricOutcome.NoData("no series"), time.now(), time.nanoTime());
      answers.put(metric, () -> CompletableFuture.completedFuture(answer));
    }

    FakeSource fails(String metric, ScalerException failure) {
      answers.put(metric, () -> CompletableFuture.failedFuture(failure));
      return this;
    }

    @Override
    public boolean supports(DatadogTrigger trigger) {
      return true;
    }

    @Override
    public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
      fetches++;
      return requireNonNull(answers.get(trigger.metricSpec().name())).get();
    }

    @Override
    public void close() {}
  }
}
