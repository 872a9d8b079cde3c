package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.DatadogServer;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source with {@code http} and {@code https} addresses uses each as it is. */
@Timeout(60)
class MixedSchemesTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String PLAIN_SITE = "plain.example";
  private static final String SECURE_SITE = "secure.example";

  private final DatadogServer plain = DatadogServer.create().start();
  private final DatadogServer secure =
      DatadogServer.create()
          .tls(new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build())
          .start();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

  /** Which setting names which server. */
  enum Mix {
    PLAIN_ENDPOINT_AND_SECURE_SITE,
    SECURE_ENDPOINT_AND_PLAIN_SITE,
    SITES_WITHOUT_ENDPOINT
  }

  private DatadogApiOptions options(Mix mix) {
    DatadogApiOptions.Builder options = DatadogApiOptions.builder().retries(0);
    switch (mix) {
      case PLAIN_ENDPOINT_AND_SECURE_SITE ->
          options.endpoint(plain.endpoint()).siteEndpoints(Map.of(SECURE_SITE, secure.endpoint()));
      case SECURE_ENDPOINT_AND_PLAIN_SITE ->
          options.endpoint(secure.endpoint()).siteEndpoints(Map.of(PLAIN_SITE, plain.endpoint()));
      case SITES_WITHOUT_ENDPOINT ->
          options.siteEndpoints(
              Map.of(PLAIN_SITE, plain.endpoint(), SECURE_SITE, secure.endpoint()));
    }
    return options.build();
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
    secure.close();
    plain.close();
  }

  private static CompletableFuture<MetricAnswer> read(DatadogApiSource source, String site) {
    DatadogTrigger trigger =
        DatadogTrigger.parse(ExampleTriggers.api(text(1)).authParam("datadogSite", site).build());
    return source.fetch(trigger, Deadline.in(TIMEOUT, TimeSource.system()));
  }

  @ParameterizedTest
  @EnumSource
  void readsBoth(Mix mix) throws Exception {
    plain.api().otherSeries(text -> List.of(DatadogSeries.constant(7)));
    DatadogApiSource source =
        DatadogApiSource.create(
            SourceContext.builder(TimeSource.system(), scheduler, Runnable::run).build(),
            options(mix));
    try {
      MetricAnswer answer = read(source, PLAIN_SITE).get(30, TimeUnit.SECONDS);
      assertThat(((Sample) answer.outcome()).value()).isEqualTo(7);
      assertThat(read(source, SECURE_SITE))
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withCauseInstanceOf(TransportException.class)
          .withMessageContaining("its certificate is not trusted");
    } finally {
      source.close();
    }
  }

  @Test
  void needsNoTlsIfNoAddressUsesIt() {
    URI http = URI.create("http://localhost:1");
    URI https = URI.create("https://localhost:1");
    DatadogApiOptions none = DatadogApiOptions.defaults();
    DatadogApiOptions all = none.toBuilder().endpoint(http).build();
    assertThat(DatadogApiSource.isCleartextOnly(all)).isTrue();
    assertThat(DatadogApiSource.isCleartextOnly(with(all, http, http))).isTrue();
    assertThat(DatadogApiSource.isCleartextOnly(with(all, http, https))).isFalse();
    assertThat(DatadogApiSource.isCleartextOnly(none.toBuilder().endpoint(https).build()))
        .isFalse();
    assertThat(DatadogApiSource.isCleartextOnly(none)).isFalse();
    assertThat(DatadogApiSource.isCleartextOnly(with(none, http, http)))
        .as("other sites have their own address")
        .isFalse();
  }

  private static DatadogApiOptions with(DatadogApiOptions options, URI one, URI other) {
    return options.toBuilder().siteEndpoints(Map.of(PLAIN_SITE, one, SECURE_SITE, other)).build();
  }
}
