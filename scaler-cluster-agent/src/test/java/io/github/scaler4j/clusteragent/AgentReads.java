package io.github.scaler4j.clusteragent;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.source.Verification;
import io.github.scaler4j.trigger.AgentTls;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Triggers that are read through an agent, and their reads. */
final class AgentReads {

  static final ScheduledThreadPoolExecutor SCHEDULER = scheduler();

  /** How long a test waits for what is sure to happen, however busy the machine is. */
  static final Duration BACKSTOP = Duration.ofSeconds(30);

  static final AgentTls SYSTEM = tls(false, Optional.empty(), Optional.empty());

  private AgentReads() {}

  static ClusterAgentTrigger trigger(AgentTls tls, Optional<SecretSupplier> token, long millis) {
    return trigger("nginx-hits", tls, token, millis);
  }

  /** Another name is another read. */
  static ClusterAgentTrigger trigger(String name) {
    return trigger(name, SYSTEM, Optional.empty(), 30_000);
  }

  static ClusterAgentTrigger trigger(
      String name, AgentTls tls, Optional<SecretSupplier> token, long millis) {
    TriggerMetadata.Builder trigger = metadata(name).metadata("timeout", millis + "ms");
    if (tls.unsafeSsl()) {
      trigger.authParam("unsafeSsl", "true");
    }
    tls.ca().ifPresent(ca -> trigger.authParam("ca", ca));
    tls.serverName().ifPresent(server -> trigger.authParam("serverName", server));
    token.ifPresent(given -> trigger.authParam("token", given));
    return (ClusterAgentTrigger) DatadogTrigger.parse(trigger.build());
  }

  static AgentTls tls(boolean unsafeSsl, Optional<String> ca, Optional<String> serverName) {
    TriggerMetadata.Builder trigger =
        metadata("nginx-hits").authParam("unsafeSsl", Boolean.toString(unsafeSsl));
    ca.ifPresent(given -> trigger.authParam("ca", given));
    serverName.ifPresent(given -> trigger.authParam("serverName", given));
    return ((ClusterAgentTrigger) DatadogTrigger.parse(trigger.build())).metric().tls();
  }

  private static TriggerMetadata.Builder metadata(String name) {
    return TriggerMetadata.builder()
        .metadata("useClusterAgentProxy", "true")
        .metadata("datadogMetricName", name)
        .metadata("datadogMetricNamespace", "default")
        .metadata("targetValue", "2")
        .metricType("Value")
        .authParam("datadogNamespace", "datadog")
        .authParam("datadogMetricsService", "datadog-cluster-agent-metrics-api");
  }

  static ClusterAgentTrigger triggerOf(String service, String name) {
    return (ClusterAgentTrigger)
        DatadogTrigger.parse(metadata(name).authParam("datadogMetricsService", service).build());
  }

  static ClusterAgentTrigger triggerIn(String namespace) {
    return (ClusterAgentTrigger)
        DatadogTrigger.parse(
            metadata("nginx-hits").authParam("datadogNamespace", namespace).build());
  }

  static ClusterAgentTrigger trigger() {
    return trigger(SYSTEM, Optional.empty(), 30_000);
  }

  static SourceContext context() {
    return context(TimeSource.system());
  }

  static SourceContext context(TimeSource time) {
    return SourceContext.builder(time, SCHEDULER, Runnable::run).build();
  }

  /**
   * Each read sends a request and fails at its first fault, for tests of the meaning of answers.
   */
  static ClusterAgentOptions uncached() {
    return ClusterAgentOptions.builder()
        .freshFor(Duration.ZERO)
        .staleFor(Duration.ZERO)
        .retries(0)
        .build();
  }

  static CompletableFuture<MetricAnswer> fetch(
      ClusterAgentSource source, ClusterAgentTrigger trigger) {
    return fetch(source, trigger, TimeSource.system());
  }

  static CompletableFuture<MetricAnswer> fetch(
      ClusterAgentSource source, ClusterAgentTrigger trigger, TimeSource time) {
    return source.fetch(trigger, Deadline.in(trigger.timeout(), time));
  }

  static Verification verify(ClusterAgentSource source, ClusterAgentTrigger trigger) {
    return verify(source, trigger, TimeSource.system());
  }

  static Verification verify(
      ClusterAgentSource source, ClusterAgentTrigger trigger, TimeSource time) {
    return source.verify(trigger, Deadline.in(trigger.timeout(), time));
  }

  static MetricOutcome read(ClusterAgentSource source, ClusterAgentTrigger trigger) {
    return read(source, trigger, TimeSource.system());
  }

  static MetricOutcome read(
      ClusterAgentSource source, ClusterAgentTrigger trigger, TimeSource time) {
    try {
      return fetch(source, trigger, time).join().outcome();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MetricSourceException typed) {
        throw typed;
      }
      throw e;
    }
  }

  private static ScheduledThreadPoolExecutor scheduler() {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, "test-scheduler");
          thread.setDaemon(true);
          return thread;
        });
  }
}
