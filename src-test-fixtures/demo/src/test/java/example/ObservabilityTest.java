package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.DatadogServer;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Two organisations on one host, read by a program that shows its metrics to Prometheus. */
class ObservabilityTest {

  private static final Path CORE =
      Path.of(System.getProperty("basedir", ".")).resolve("../../scaler-core");
  private static final Path FILES = CORE.resolve("src/main/observability");
  private static final Pattern METRIC = Pattern.compile("\\bscaler4j_[a-z_0-9]+");
  private static final String OTHER_KEY = "f".repeat(32);
  private static final DatadogAnswer LIMITED = DatadogAnswer.error(429, "Too many requests");
  private static final String TABLE = "<!-- table -->\n";

  private final MockClock clock = new MockClock();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock);
  private final DatadogServer datadog = DatadogServer.create().start();
  private final DatadogScalers scalers =
      DatadogScalers.builder()
          .source(
              DatadogApiSource.with(
                  DatadogApiOptions.builder().endpoint(datadog.endpoint()).build()))
          .executor(Runnable::run)
          .build();
  private final Observed observed = new Observed(scalers, registry);

  @BeforeEach
  void read() {
    DatadogApi api = datadog.api();
    api.otherSeries(query -> List.of(DatadogSeries.constant(7)));
    api.account().limit(100_000).limitName("query_metrics");
    api.addAccount(OTHER_KEY, DatadogApi.APP_KEY).limit(1).limitName("query_metrics");
    assertThat(value(ExampleTriggers.api("avg:hits{*}"))).isEqualTo(7);
    assertThat(value(ExampleTriggers.api("avg:hits{*}"))).isEqualTo(7);
    assertThat(value(other("avg:hits{*}"))).isEqualTo(7);
    api.refuse("avg:bad{*}", 400, "Error parsing query");
    assertThat(catchThrowable(() -> value(ExampleTriggers.api("avg:bad{*}"))))
        .isInstanceOf(QueryRejectedException.class);
    api.answerNext(LIMITED);
    assertThat(catchThrowable(() -> value(ExampleTriggers.api("avg:limited{*}"))))
        .isInstanceOf(RateLimitedException.class);
    clock.add(Duration.ofSeconds(1));
  }

  private double value(TriggerMetadata.Builder trigger) {
    try (DatadogScaler scaler = scalers.scaler(trigger.metadata("timeout", "1m").build())) {
      return scaler.read().value();
    }
  }

  private static TriggerMetadata.Builder other(String query) {
    return ExampleTriggers.api(query)
        .authParam("apiKey", SecretSupplier.named("vault/other", () -> Secret.of(OTHER_KEY)));
  }

  @AfterEach
  void close() {
    scalers.close();
    datadog.close();
    registry.close();
  }

  @Test
  void keepsOrganisationsApart() {
    assertThat(registry.get("scaler4j.ratelimit.limit").tag("account", "account").gauge().value())
        .isEqualTo(100_000);
    assertThat(
            registry.get("scaler4j.ratelimit.limit").tag("account", "vault/other").gauge().value())
        .isEqualTo(1);
    assertThat(registry.get("scaler4j.requests.limited").functionCounter().count()).isEqualTo(1);
    assertThat(
            registry
                .get("scaler4j.reads.failed")
                .tag("reason", "query_rejected")
                .functionCounter()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("scaler4j.read").tag("outcome", "fresh").timer().count()).isEqualTo(3);
    assertThat(observed.ready()).isTrue();
    assertThat(observed.advice()).contains("query_metrics (X-RateLimit-Name)", "from 1 to ");
  }

  @Test
  void tagsNoQueryAndNoKey() {
    assertThat(registry.scrape())
        .contains("account=\"vault/other\"")
        .doesNotContain("hits", DatadogApi.API_KEY, DatadogApi.APP_KEY, OTHER_KEY);
  }

  /** With {@code -Dmetrics.write=true} the page's table is written again instead. */
  @Test
  void areThoseOfThePage() throws IOException {
    Path page = CORE.resolve("METRICS.md");
    String[] parts = Files.readString(page).split(TABLE, -1);
    if (Boolean.getBoolean("metrics.write")) {
      Files.writeString(page, parts[0] + TABLE + table() + TABLE + parts[2]);
    }
    assertThat(table())
        .as("-Dmetrics.write=true writes the page again")
        .isEqualTo(Files.readString(page).split(TABLE, -1)[1]);
  }

  private String table() {
    TreeMap<String, String> rows = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      Meter.Id id = meter.getId();
      String tags =
          id.getTags().stream().map(Tag::getKey).sorted().collect(Collectors.joining(", "));
      rows.put(
          id.getName(),
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  id.getName(),
                  id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  tags,
                  id.getBaseUnit() == null ? "" : id.getBaseUnit(),
                  id.getDescription()));
    }
    return "| metric | type | tags | unit | meaning |\n|---|---|---|---|---|\n"
        + String.join("", rows.values());
  }

  @Test
  void showsExistingMetricsInTheDashboard() throws IOException {
    String dashboard = Files.readString(FILES.resolve("grafana-dashboard.json"));
    assertThat(new ObjectMapper().readTree(dashboard).path("panels")).hasSizeGreaterThan(10);
    assertThat(scraped()).containsAll(named(dashboard));
  }

  @Test
  void alertsOnExistingMetrics() throws IOException {
    String rules = Files.readString(FILES.resolve("prometheus-rules.yaml"));
    assertThat(new Yaml().<Object>load(rules)).asString().contains("ScalerBudgetBelowNeed");
    assertThat(scraped()).containsAll(named(rules));
    assertThat(registry.scrape()).contains("reason=\"certificate\"", "reason=\"authorization\"");
  }

  private static Set<String> named(String text) {
    Set<String> names = METRIC.matcher(text).results().map(MatchResult::group).collect(sorted());
    assertThat(names).hasSizeGreaterThan(5);
    return names;
  }

  private Set<String> scraped() {
    return METRIC
        .matcher(registry.scrape().replaceAll("(?m)^#.*$", ""))
        .results()
        .map(MatchResult::group)
        .collect(sorted());
  }

  private static Collector<String, ?, Set<String>> sorted() {
    return Collectors.toCollection(TreeSet::new);
  }
}
