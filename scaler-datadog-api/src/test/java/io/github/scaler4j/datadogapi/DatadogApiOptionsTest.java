package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatadogApiOptionsTest {

  private static final DatadogApiOptions DEFAULTS = DatadogApiOptions.defaults();

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    assertThat(DEFAULTS)
        .isEqualTo(
            new DatadogApiOptions(
                Optional.empty(),
                Duration.ofSeconds(15),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                true,
                35,
                7000,
                Duration.ofMillis(5),
                10,
                0.9,
                2,
                8L << 20));
  }

  @Test
  void eachChangeTouchesItsOwnSettingOnly() throws ReflectiveOperationException {
    Map<String, Object> other =
        Map.ofEntries(
            Map.entry("endpoint", URI.create("http://localhost:8080/gateway")),
            Map.entry("freshFor", Duration.ZERO),
            Map.entry("staleFor", Duration.ZERO),
            Map.entry("idleAfter", Duration.ofNanos(1)),
            Map.entry("batching", false),
            Map.entry("maxBatchQueries", 1),
            Map.entry("maxEscapedQuery", 1),
            Map.entry("linger", Duration.ZERO),
            Map.entry("maxParallelRequests", 1),
            Map.entry("budgetShare", 1.0),
            Map.entry("retries", 0),
            Map.entry("bodyCap", 1L));
    for (RecordComponent changed : DatadogApiOptions.class.getRecordComponents()) {
      String name = changed.getName();
      String with = "with" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
      Method method =
          Arrays.stream(DatadogApiOptions.class.getMethods())
              .filter(m -> m.getName().equals(with))
              .findFirst()
              .orElseThrow();
      Object options = method.invoke(DEFAULTS, other.get(name));
      for (RecordComponent component : DatadogApiOptions.class.getRecordComponents()) {
        Object value = component.getAccessor().invoke(options);
        Object unwrapped = value instanceof Optional<?> o ? o.orElse(null) : value;
        Object standard = component.getAccessor().invoke(DEFAULTS);
        assertThat(unwrapped)
            .as("%s after %s", component.getName(), with)
            .isEqualTo(
                component.getName().equals(name)
                    ? other.get(name)
                    : standard instanceof Optional<?> ? null : standard);
      }
    }
  }

  static Stream<Arguments> refused() {
    Duration negative = Duration.ofNanos(-1);
    return Stream.of(
        refused("freshFor", o -> o.withFreshFor(negative)),
        refused("staleFor", o -> o.withStaleFor(negative)),
        refused("idleAfter", o -> o.withIdleAfter(Duration.ZERO)),
        refused("idleAfter", o -> o.withIdleAfter(negative)),
        refused("maxBatchQueries", o -> o.withMaxBatchQueries(0)),
        refused("maxEscapedQuery", o -> o.withMaxEscapedQuery(0)),
        refused("linger", o -> o.withLinger(negative)),
        refused("maxParallelRequests", o -> o.withMaxParallelRequests(0)),
        refused("budgetShare", o -> o.withBudgetShare(0)),
        refused("budgetShare", o -> o.withBudgetShare(1.01)),
        refused("budgetShare", o -> o.withBudgetShare(Double.NaN)),
        refused("retries", o -> o.withRetries(-1)),
        refused("bodyCap", o -> o.withBodyCap(0)));
  }

  private static Arguments refused(String option, UnaryOperator<DatadogApiOptions> change) {
    return Arguments.of(option, change);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aSettingOutOfRangeIsNamed(String option, UnaryOperator<DatadogApiOptions> change) {
    assertThatThrownBy(() -> change.apply(DEFAULTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(option + ": ")
        .hasMessageContaining("accepted is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host",
        "host",
        "/path",
        "http:///path",
        "mailto:a@b",
        "https://user:s3cret@host",
        "https://host/?api_key=s3cret",
        "https://host/#s3cret"
      })
  void anEndpointIsAnHttpAddressWithoutSecrets(String endpoint) {
    assertThatThrownBy(() -> DEFAULTS.withEndpoint(URI.create(endpoint)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("endpoint: ")
        .hasMessageNotContaining("s3cret");
  }
}
