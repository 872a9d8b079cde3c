package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.DatadogServer;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.ScaledObject;
import io.github.scaler4j.manifest.TriggerResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the README's controller in virtual time, with a cluster in memory. */
class ControllerTest {

  private static final String SECRETS =
      """
      apiVersion: keda.sh/v1alpha1
      kind: TriggerAuthentication
      metadata: {name: datadog}
      spec:
        secretTargetRef:
          - {parameter: apiKey, name: datadog, key: apiKey}
          - {parameter: appKey, name: datadog, key: appKey}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: datadog}
      stringData: {apiKey: %s, appKey: %s}
      """
          .formatted(DatadogApi.API_KEY, DatadogApi.APP_KEY);

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-01T12:00:00Z"));
  private final DatadogApi datadog = DatadogApi.create(time);
  private final DatadogServer server = DatadogServer.of(datadog).start();
  private final DatadogScalers scalers =
      DatadogScalers.builder()
          .time(time)
          .scheduler(time)
          .source(
              DatadogApiSource.with(
                  DatadogApiOptions.builder()
                      .endpoint(server.endpoint())
                      .linger(Duration.ZERO)
                      .build()))
          .build();
  private final FakeCluster cluster = new FakeCluster();
  private Controller controller = start();

  private Controller start() {
    return new Controller(scalers, TriggerResolver.of(Manifests.parse(SECRETS)), cluster);
  }

  @AfterEach
  void close() {
    scalers.close();
    server.close();
  }

  @Test
  void scalesAWorkloadAndContinuesAfterARestart() {
    datadog.series("avg:nginx.requests{*}", DatadogSeries.constant(5));
    assertThat(controller.reconcile(resource(10))).isEqualTo(Duration.ofSeconds(15));
    assertThat(cluster.scalings).hasSize(1);
    assertThat(cluster.scalings.get(0)).contains("1 -> 3 replicas", "5 of 2 per pod");

    datadog.series("avg:nginx.requests{*}", DatadogSeries.constant(1));
    run(Duration.ofMinutes(4));
    controller = start();
    run(Duration.ofSeconds(60));
    assertThat(cluster.scalings).as("a window that began before the restart").hasSize(1);
    run(Duration.ofSeconds(30));
    assertThat(cluster.replicas).isEqualTo(1);
  }

  @Test
  void acceptsAChangedObject() {
    datadog.series("avg:nginx.requests{*}", DatadogSeries.constant(5));
    controller.reconcile(resource(2));
    assertThat(cluster.replicas).isEqualTo(2);
    time.advance(Duration.ofSeconds(15));
    controller.reconcile(resource(10));
    assertThat(cluster.replicas).isEqualTo(3);
  }

  @Test
  void isNotAffectedByABrokenObject() {
    datadog.series("avg:nginx.requests{*}", DatadogSeries.constant(5));
    assertThatThrownBy(() -> controller.reconcile(Map.of("metadata", Map.of("name", "broken"))))
        .isInstanceOf(InvalidTriggerException.class);
    controller.reconcile(resource(10));
    assertThat(cluster.replicas).isEqualTo(3);
  }

  @Test
  void tellsTheAutoscalerThatTheReplicasCouldNotBeSet() {
    datadog.series("avg:nginx.requests{*}", DatadogSeries.constant(5));
    cluster.refusing = true;
    assertThatThrownBy(() -> controller.reconcile(paced())).hasMessage("conflict");
    cluster.refusing = false;
    time.advance(Duration.ofSeconds(15));
    controller.reconcile(paced());
    assertThat(cluster.replicas).as("twice as many a minute").isEqualTo(2);
  }

  /** Returns an object whose replicas may double each minute. */
  private static Map<String, ?> paced() {
    Map<String, Object> doubled = Map.of("type", "Percent", "value", 100, "periodSeconds", 60);
    return resource(
        10,
        Map.of(
            "horizontalPodAutoscalerConfig",
            Map.of("behavior", Map.of("scaleUp", Map.of("policies", List.of(doubled))))));
  }

  private void run(Duration length) {
    Instant end = time.now().plus(length);
    while (time.now().isBefore(end)) {
      time.advance(controller.reconcile(resource(10)));
    }
  }

  private static Map<String, ?> resource(int maxReplicaCount) {
    return resource(maxReplicaCount, Map.of());
  }

  private static Map<String, ?> resource(int maxReplicaCount, Map<String, ?> advanced) {
    return Map.of(
        "metadata",
        Map.of("name", "nginx", "creationTimestamp", "2026-01-01T11:00:00Z"),
        "spec",
        Map.of(
            "scaleTargetRef",
            Map.of("name", "nginx"),
            "minReplicaCount",
            1,
            "maxReplicaCount",
            maxReplicaCount,
            "advanced",
            advanced,
            "triggers",
            List.of(
                Map.of(
                    "type",
                    "datadog",
                    "metadata",
                    Map.of("query", "avg:nginx.requests{*}", "queryValue", "2"),
                    "authenticationRef",
                    Map.of("name", "datadog")))));
  }

  private static final class FakeCluster implements Cluster {
    private final List<String> scalings = new ArrayList<>();
    private int replicas = 1;
    private boolean refusing;
    private Map<String, Object> stored = Map.of();

    @Override
    public ReplicaCounts replicas(ScaledObject object) {
      return ReplicaCounts.of(replicas);
    }

    @Override
    public void scale(ScaledObject object, int to, String why) {
      if (refusing) {
        throw new IllegalStateException("conflict");
      }
      replicas = to;
      scalings.add(why);
    }

    @Override
    public void store(ScaledObject object, Map<String, Object> state) {
      stored = state;
    }

    @Override
    public Optional<Map<String, Object>> stored(ScaledObject object) {
      return stored.isEmpty() ? Optional.empty() : Optional.of(stored);
    }
  }
}
