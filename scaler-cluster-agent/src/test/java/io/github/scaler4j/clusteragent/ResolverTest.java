package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.LoopbackDns;
import io.github.scaler4j.fixtures.LoopbackProxy;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.Verification;
import io.github.scaler4j.source.Verification.Check;
import io.github.scaler4j.source.Verification.Result;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A resolver that worked for an hour, and then gets into trouble while the connections close. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first.
class ResolverTest {

  private static final Duration TIMEOUT = AgentReads.trigger().timeout();
  private static final int PARALLEL = 8;
  private static final String HOST = "agent.example";

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-01T00:00:30Z"));
  private final LoopbackDns dns = LoopbackDns.create();
  private final MockWebServer agent = new MockWebServer();
  private LoopbackProxy path;
  private ClusterAgentSource source;

  @BeforeEach
  void start() throws Exception {
    agent.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return AgentAnswers.value("2");
          }
        });
    agent.start();
    path = LoopbackProxy.to(agent.url("/").uri());
    ClusterAgentOptions options =
        AgentReads.uncached().toBuilder()
            .endpoint(URI.create("http://" + HOST + ":" + path.port()))
            .maxParallelRequests(PARALLEL)
            .retries(2)
            .build();
    source =
        new ClusterAgentSource(
            SourceContext.builder(time, time, Runnable::run).build(),
            options,
            new AgentHttpClients(options, time, dns));
    givesTwo(read(0));
    time.advance(Duration.ofHours(1));
  }

  @AfterEach
  void stop() {
    dns.close();
    source.close();
    path.close();
    agent.close();
  }

  @Test
  void endsNoReaderLateAndHoldsFewThreadsWhileItHangs() throws Exception {
    path.closeConnections();
    CountDownLatch hanging = dns.hang();
    for (int round = 0; round < 20; round++) {
      List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
      for (int i = 0; i < 3 * PARALLEL; i++) {
        reads.add(read(i));
      }
      assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
      time.advance(TIMEOUT);
      assertThat(reads)
          .allSatisfy(read -> assertThat(fault(read)).isInstanceOf(TransportException.class));
    }
    // A thread keeps its name for a moment after its call.
    while (busyThreads() > PARALLEL) {
      Thread.onSpinWait();
    }
    assertThat(busyThreads()).isPositive();
    assertThat(dns.lookups()).as("the first one, and one that hangs").isEqualTo(2);
    dns.recover();
    time.advance(Duration.ofSeconds(10));
    for (int i = 0; i < 3 * PARALLEL; i++) {
      givesTwo(read(i));
    }
  }

  @Test
  void costsNoReadWhenEachSecondLookUpFails() throws Exception {
    dns.act(
        name -> {
          if (dns.lookups() % 2 == 0) {
            throw new UnknownHostException(name);
          }
          return List.of(InetAddress.getLoopbackAddress());
        });
    for (int i = 0; i < 4; i++) {
      path.closeConnections();
      givesTwo(read(i));
    }
    assertThat(dns.lookups()).isGreaterThan(4);
  }

  @Test
  void failsReadsUntilItRecovers() throws Exception {
    Dns unknown =
        name -> {
          throw new UnknownHostException(name);
        };
    for (Dns broken : List.<Dns>of(unknown, name -> List.of())) {
      path.closeConnections();
      dns.act(broken);
      CompletableFuture<MetricAnswer> read = read(0);
      assertThat(catchThrowable(() -> await(read)))
          .hasCauseInstanceOf(TransportException.class)
          .hasMessageContaining(HOST);
      dns.recover();
      time.advance(Duration.ofSeconds(10));
      givesTwo(read(0));
    }
  }

  @Test
  void passesItsErrorOnAndCountsItAgainstNoHost() throws Exception {
    NoClassDefFoundError error = new NoClassDefFoundError("a.Resolver");
    path.closeConnections();
    dns.act(
        name -> {
          throw error;
        });
    int rounds = 12;
    for (int i = 0; i < rounds; i++) {
      CompletableFuture<MetricAnswer> read = read(0);
      assertThat(catchThrowable(() -> await(read)).getCause()).isSameAs(error);
    }
    assertThat(dns.lookups()).as("the first one, and one for each read").isEqualTo(1 + rounds);
    dns.recover();
    givesTwo(read(0));
  }

  @Test
  void isTheFaultThatAVerificationShows() {
    CountDownLatch hanging = dns.hang();
    Verification shown =
        AgentReads.verify(
            source, AgentReads.trigger(AgentReads.SYSTEM, Optional.empty(), 300), time);
    assertThat(hanging.getCount()).isZero();
    assertThat(shown.steps())
        .filteredOn(step -> step.result() == Result.FAILED)
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.check()).isEqualTo(Check.DNS);
              assertThat(step.detail()).contains(HOST + " got no address: ", "within 300 ms");
            });
  }

  @Test
  void delaysAVerificationForWhatTheTokenLeavesOfItsTime() {
    dns.hang();
    AtomicInteger calls = new AtomicInteger();
    SecretSupplier slowAtFirst =
        () -> {
          time.advance(Duration.ofMillis(calls.getAndIncrement() == 0 ? 200 : 0));
          return Secret.of("t0ken");
        };
    Verification shown =
        AgentReads.verify(
            source, AgentReads.trigger(AgentReads.SYSTEM, Optional.of(slowAtFirst), 300), time);
    assertThat(shown.toString()).contains(HOST + " got no address: ", "within 100 ms");
  }

  @Test
  void keepsNoCallOfAClosedSource() throws Exception {
    path.closeConnections();
    CountDownLatch hanging = dns.hang();
    CompletableFuture<MetricAnswer> read = read(0);
    while (!hanging.await(1, TimeUnit.MILLISECONDS)) {
      time.advance(Duration.ofMillis(1));
    }
    source.close();
    assertThat(fault(read)).isInstanceOf(TransportException.class).hasMessageContaining("closed");
    long started = System.nanoTime();
    while (busyThreads() > 0) {
      Thread.onSpinWait();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
  }

  /** Returns how many of the client's threads are busy with a request. */
  private static long busyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(HOST))
        .count();
  }

  private CompletableFuture<MetricAnswer> read(int i) {
    return AgentReads.fetch(source, AgentReads.trigger("metric-" + i), time);
  }

  private static Throwable fault(CompletableFuture<MetricAnswer> read) {
    assertThat(read).isCompletedExceptionally();
    return requireNonNull(read.handle((answer, fault) -> fault).join());
  }

  private void givesTwo(CompletableFuture<MetricAnswer> read) throws Exception {
    assertThat(((Sample) await(read).outcome()).value()).isEqualTo(2);
  }

  /** Lets the injected time pass, but not as much as the read has. */
  private MetricAnswer await(CompletableFuture<MetricAnswer> read) throws Exception {
    return time.await(read, TIMEOUT.dividedBy(2));
  }
}
