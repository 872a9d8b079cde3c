package io.github.scaler4j.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.benchmarks.comparison.UpstreamMessages.Addresses;
import io.github.scaler4j.benchmarks.comparison.UpstreamMessages.Command;
import io.github.scaler4j.benchmarks.comparison.UpstreamMessages.Counts;
import io.github.scaler4j.fixtures.ClusterAgentServer;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogMetric;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.DatadogServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/** The servers' process; it answers {@link UpstreamMessages}. */
final class UpstreamProcess {

  /** A real agent's {@code external_metrics_provider.refresh_period}. */
  private static final Duration AGENT_REFRESH = Duration.ofSeconds(30);

  /** A real agent sends ten requests in parallel, the fixture sends one. */
  private static final int AGENT_PARALLEL = 10;

  // Held strongly, because a collected logger loses its level.
  private static final Logger SERVER_LOG = Logger.getLogger("mockwebserver3.MockWebServer");

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
  private @Nullable DatadogServer datadog;
  private @Nullable ClusterAgentServer agent;
  private @Nullable FastScheduler scheduler;

  private UpstreamProcess() {}

  /**
   * Answers commands until they end.
   *
   * @param args none
   * @throws IOException if a command can't be read
   */
  public static void main(String[] args) throws IOException {
    SERVER_LOG.setLevel(Level.OFF);
    PrintStream answers = new PrintStream(System.out, true, UTF_8);
    UpstreamProcess servers = new UpstreamProcess();
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      Load load = Reports.JSON.readValue(line, Command.class).load();
      Object answer = load == null ? servers.counts() : servers.start(load);
      answers.println(Reports.JSON.writeValueAsString(answer));
    }
    System.exit(0);
  }

  private Addresses start(Load load) {
    stop();
    long origin = UpstreamMessages.microsNow();
    FastClock clock = new FastClock(load.acceleration());
    DatadogApi api = DatadogApi.create(clock);
    api.account().limit(load.limit()).period(load.period());
    api.otherSeries(
        query -> List.of(DatadogSeries.constant((double) (UpstreamMessages.microsNow() - origin))));
    if (load.mode() == ReadMode.CLUSTER_AGENT) {
      api.latency(load.latency().dividedBy(AGENT_PARALLEL));
      DatadogServer server = DatadogServer.of(api).start();
      datadog = server;
      ClusterAgentServer proxy = startAgent(load, server, clock);
      return new Addresses(
          server.endpoint().toString(),
          certificate.certificatePem(),
          proxy.url().toString(),
          proxy.caPem(),
          origin);
    }
    api.latency(load.latency());
    DatadogServer server = DatadogServer.of(api).tls(certificate).start();
    datadog = server;
    return new Addresses(
        server.endpoint().toString(), certificate.certificatePem(), "", "", origin);
  }

  private ClusterAgentServer startAgent(Load load, DatadogServer server, FastClock clock) {
    scheduler = new FastScheduler(load.acceleration());
    ClusterAgentServer proxy =
        ClusterAgentServer.builder()
            .time(clock)
            .rsaKey()
            .datadog(server.url(), Triggers.API_KEY, Triggers.APP_KEY)
            .refreshEvery(AGENT_REFRESH, scheduler)
            .build();
    agent = proxy;
    proxy.allow(Triggers.TOKEN, "system:serviceaccount:keda:keda-operator", Triggers.NAMESPACE);
    for (int i = 0; i < load.scalers(); i++) {
      proxy.add(
          DatadogMetric.alwaysActive(Triggers.NAMESPACE, Triggers.metric(i), Triggers.query(i)));
    }
    proxy.refresh();
    proxy.start();
    return proxy;
  }

  private Counts counts() {
    if (datadog == null) {
      return new Counts(0, 0, 0, 0);
    }
    return new Counts(
        datadog.api().traffic().requests(),
        datadog.api().traffic().answers(429),
        datadog.api().traffic().queries(),
        agent == null ? 0 : agent.requests());
  }

  private void stop() {
    if (agent != null) {
      agent.close();
      agent = null;
    }
    if (scheduler != null) {
      scheduler.shutdownNow();
      scheduler = null;
    }
    if (datadog != null) {
      datadog.close();
      datadog = null;
    }
  }
}
