package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

  private static final List<FakeSource> MADE = new CopyOnWriteArrayList<>();

  private final List<URLClassLoader> loaders = new ArrayList<>();
  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    MADE.clear();
  }

  @AfterEach
  void close() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  @Test
  void findsSourcesOnTheClassPath() throws IOException {
    try (DatadogScalers scalers = builder(Api.class, Agent.class).build()) {
      scalers.scaler(apiTrigger()).close();
      scalers.scaler(agentTrigger()).close();
    }
    assertThat(MADE).extracting(made -> made.name).containsExactly("found API", "found agent");
    assertThat(MADE).allMatch(made -> made.closed);
  }

  @Test
  void findsTheOtherSourceBesideAConfiguredOne() throws IOException {
    try (DatadogScalers scalers =
        builder(Api.class, Agent.class).source(new Api("configured")).build()) {
      scalers.scaler(apiTrigger()).close();
      scalers.scaler(agentTrigger()).close();
    }
    assertThat(MADE).extracting(made -> made.name).containsExactly("configured", "found agent");
  }

  @Test
  void prefersAConfiguredSource() throws IOException {
    MetricSourceProvider own = context -> new FakeSource("own", ApiTrigger.class);
    try (DatadogScalers scalers = builder(Api.class).source(own).build()) {
      scalers.scaler(apiTrigger()).close();
    }
    assertThat(MADE).extracting(made -> made.name).containsExactly("own");
  }

  @Test
  void makesAFoundSourceWhenItIsNeeded() throws IOException {
    try (DatadogScalers scalers = builder(Agent.class, Api.class).build()) {
      assertThat(MADE).isEmpty();
      scalers.scaler(agentTrigger()).close();
      assertThat(MADE).extracting(made -> made.name).containsExactly("found agent");
    }
  }

  @Test
  void namesTheMissingArtifact() throws IOException {
    try (DatadogScalers scalers = builder(Api.class).build()) {
      assertThatThrownBy(() -> scalers.scaler(agentTrigger()))
          .isInstanceOf(InvalidTriggerException.class)
          .hasMessageContaining("no source for Cluster Agent triggers")
          .hasMessageContaining("add io.github.scaler4j:scaler-cluster-agent");
    }
    try (DatadogScalers scalers = builder(Agent.class).build()) {
      assertThatThrownBy(() -> scalers.scaler(apiTrigger()))
          .isInstanceOf(InvalidTriggerException.class)
          .hasMessageContaining("no source for API triggers")
          .hasMessageContaining("add io.github.scaler4j:scaler-datadog-api");
    }
  }

  @Test
  void saysEachTimeWhyAFoundSourceCannotBeMade() throws IOException {
    try (DatadogScalers scalers = builder(Broken.class, Agent.class).build()) {
      for (int i = 0; i < 2; i++) {
        assertThatIllegalStateException()
            .isThrownBy(() -> scalers.scaler(apiTrigger()))
            .withMessage("the trust store can't be read");
      }
      scalers.scaler(agentTrigger()).close();
    }
    assertThat(MADE).extracting(made -> made.name).containsExactly("found agent");
  }

  @Test
  void refusesATriggerOnceClosed() throws IOException {
    DatadogScalers scalers = builder(Api.class).build();
    scalers.close();
    assertThatIllegalStateException().isThrownBy(() -> scalers.scaler(apiTrigger()));
    assertThat(MADE).isEmpty();
  }

  private DatadogScalers.Builder builder(Class<?>... found) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(MetricSourceProvider.class.getName()),
        List.of(found).stream().map(Class::getName).toList());
    URLClassLoader loader = new URLClassLoader(new URL[] {url()}, getClass().getClassLoader());
    loaders.add(loader);
    return DatadogScalers.builder().classLoader(loader);
  }

  private URL url() throws MalformedURLException {
    return folder.toUri().toURL();
  }

  private static TriggerMetadata apiTrigger() {
    return TriggerMetadata.builder()
        .metadata("query", "avg:nginx.requests{*}")
        .metadata("queryValue", "2")
        .authParam("apiKey", "a")
        .authParam("appKey", "b")
        .build();
  }

  private static TriggerMetadata agentTrigger() {
    return TriggerMetadata.builder()
        .metadata("useClusterAgentProxy", "true")
        .metadata("datadogMetricName", "hits")
        .metadata("datadogMetricNamespace", "web")
        .metadata("targetValue", "2")
        .authParam("datadogNamespace", "datadog")
        .authParam("datadogMetricsService", "agent")
        .authParam("token", "t")
        .build();
  }

  /** A provider that is found, or configured with its own name. */
  public static final class Api implements MetricSourceProvider {
    private final String name;

    public Api() {
      this("found API");
    }

    Api(String name) {
      this.name = name;
    }

    @Override
    public MetricSource create(SourceContext context) {
      return new FakeSource(name, ApiTrigger.class);
    }
  }

  /** A provider that is found and fails. */
  public static final class Broken implements MetricSourceProvider {
    public Broken() {}

    @Override
    public MetricSource create(SourceContext context) {
      throw new IllegalStateException("the trust store can't be read");
    }
  }

  /** A provider that is found. */
  public static final class Agent implements MetricSourceProvider {
    public Agent() {}

    @Override
    public MetricSource create(SourceContext context) {
      return new FakeSource("found agent", ClusterAgentTrigger.class);
    }
  }

  private static final class FakeSource implements MetricSource {
    private final String name;
    private final Class<? extends DatadogTrigger> type;
    private volatile boolean closed;

    FakeSource(String name, Class<? extends DatadogTrigger> type) {
      this.name = name;
      this.type = type;
      MADE.add(this);
    }

    @Override
    public boolean supports(DatadogTrigger trigger) {
      return type.isInstance(trigger);
    }

    @Override
    public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
