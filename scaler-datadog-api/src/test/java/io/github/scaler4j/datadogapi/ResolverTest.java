package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.engine.ConnectionsByHost;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.DatadogServer;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.fixtures.LoopbackDns;
import io.github.scaler4j.fixtures.LoopbackProxy;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A resolver that worked for an hour, and then gets into trouble while the connections close. */
@Timeout(60)
class ResolverTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int QUERIES = 12;
  private static final String HOST = "api.example";

  private final ManualTime time = TestSource.newTime();
  private final LoopbackDns dns = LoopbackDns.create();
  private final DatadogApi api = DatadogApi.create(time);
  private final DatadogServer server = DatadogServer.of(api).start();
  private final LoopbackProxy path = LoopbackProxy.to(server.endpoint());
  private final OkHttpClient client = HttpClients.newCleartextClient(dns).build();
  private final DatadogApiSource source =
      DatadogApiSource.create(
          SourceContext.builder(time, time, Runnable::run).build(),
          DatadogApiOptions.builder()
              .endpoint(URI.create("http://" + HOST + ":" + path.port()))
              .freshFor(Duration.ZERO)
              .staleFor(Duration.ZERO)
              .linger(Duration.ZERO)
              .build(),
          new ConnectionsByHost(client, time));

  @BeforeEach
  void start() throws Exception {
    api.account().limit(1_000_000);
    api.otherSeries(text -> List.of(DatadogSeries.constant(7)));
    givesSeven(read(0));
    time.advance(Duration.ofHours(1));
  }

  @AfterEach
  void stop() {
    dns.close();
    source.close();
    HttpClients.close(client);
    path.close();
    server.close();
  }

  @Test
  void endsNoReaderLateAndHoldsFewThreadsWhileItHangs() throws Exception {
    path.closeConnections();
    CountDownLatch hanging = dns.hang();
    for (int round = 0; round < 20; round++) {
      List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
      for (int i = 0; i < QUERIES; i++) {
        reads.add(read(i));
      }
      time.advance(TIMEOUT);
      assertThat(reads)
          .allSatisfy(
              read -> assertThat(TestSource.fault(read)).isInstanceOf(TransportException.class));
    }
    assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(dns.lookups()).as("the first one, and one that hangs").isEqualTo(2);
    assertThat(busyThreads()).as("eight in a row, and one in ten seconds").isBetween(1L, 14L);
    dns.recover();
    time.advance(Duration.ofMinutes(1));
    for (int i = 0; i < QUERIES; i++) {
      givesSeven(read(i));
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
      givesSeven(read(i));
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
      time.advance(Duration.ofMinutes(1));
      givesSeven(read(0));
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
    givesSeven(read(0));
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
    assertThat(TestSource.fault(read))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("closed");
    HttpClients.close(client);
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
    DatadogTrigger trigger = DatadogTrigger.parse(ExampleTriggers.api(text(i)).build());
    return source.fetch(trigger, Deadline.in(TIMEOUT, time));
  }

  private void givesSeven(CompletableFuture<MetricAnswer> read) throws Exception {
    assertThat(((Sample) await(read).outcome()).value()).isEqualTo(7);
  }

  /** Lets the injected time pass, but not as much as the read has. */
  private MetricAnswer await(CompletableFuture<MetricAnswer> read) throws Exception {
    return time.await(read, TIMEOUT.dividedBy(2));
  }
}
