package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DatadogApiOptionsTest {

  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("endpoint", Optional.empty()),
          Map.entry("freshFor", Duration.ofSeconds(15)),
          Map.entry("staleFor", Duration.ofMinutes(5)),
          Map.entry("idleAfter", Duration.ofMinutes(10)),
          Map.entry("batching", true),
          Map.entry("maxBatchQueries", 35),
          Map.entry("maxEscapedQuery", 7_000),
          Map.entry("linger", Duration.ofMillis(5)),
          Map.entry("maxParallelRequests", 10),
          Map.entry("budgetShare", 0.9),
          Map.entry("retries", 2),
          Map.entry("bodyCap", 8L << 20));

  private static final Map<String, Object> OTHERS =
      Map.ofEntries(
          Map.entry("endpoint", URI.create("http://localhost:8080/gateway")),
          Map.entry("freshFor", Duration.ZERO),
          Map.entry("staleFor", Duration.ZERO),
          Map.entry("idleAfter", Duration.ofSeconds(1)),
          Map.entry("batching", false),
          Map.entry("maxBatchQueries", 1),
          Map.entry("maxEscapedQuery", 1),
          Map.entry("linger", Duration.ZERO),
          Map.entry("maxParallelRequests", 1),
          Map.entry("budgetShare", 1.0),
          Map.entry("retries", 0),
          Map.entry("bodyCap", 1L));

  @Test
  void hasTheDocumentedDefaults() {
    assertThat(settings(DatadogApiOptions.defaults())).isEqualTo(new TreeMap<>(DEFAULTS));
    assertThat(settings(DatadogApiOptions.builder().build())).isEqualTo(new TreeMap<>(DEFAULTS));
  }

  static Stream<Method> setters() {
    return Arrays.stream(DatadogApiOptions.Builder.class.getDeclaredMethods())
        .filter(method -> OTHERS.containsKey(method.getName()));
  }

  @ParameterizedTest
  @MethodSource("setters")
  void changesOneSetting(Method setter) throws ReflectiveOperationException {
    String option = setter.getName();
    Object other = requireNonNull(OTHERS.get(option));
    DatadogApiOptions.Builder builder = DatadogApiOptions.builder();
    setter.invoke(builder, other);

    Map<String, Object> changed = new TreeMap<>(DEFAULTS);
    changed.put(option, DEFAULTS.get(option) instanceof Optional<?> ? Optional.of(other) : other);
    assertThat(settings(builder.build())).isEqualTo(changed);
    assertThat(settings(builder.build().toBuilder().build())).isEqualTo(changed);
    assertThat(builder.build().toString()).contains(option + "=").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @MethodSource("setters")
  void refusesOrUnsetsNull(Method setter) throws ReflectiveOperationException {
    String option = setter.getName();
    if (setter.getParameterTypes()[0].isPrimitive()) {
      return;
    }
    DatadogApiOptions.Builder builder = DatadogApiOptions.builder();
    setter.invoke(builder, OTHERS.get(option));
    Object[] none = {null};
    if (DEFAULTS.get(option) instanceof Optional<?>) {
      setter.invoke(builder, none);
      assertThat(settings(builder.build())).isEqualTo(new TreeMap<>(DEFAULTS));
    } else {
      assertThat(catchThrowable(() -> setter.invoke(builder, none)))
          .isInstanceOf(InvocationTargetException.class)
          .hasCauseInstanceOf(NullPointerException.class);
    }
  }

  private static Map<String, Object> settings(DatadogApiOptions options) {
    Map<String, Object> settings = new TreeMap<>();
    for (String option : DEFAULTS.keySet()) {
      try {
        settings.put(option, DatadogApiOptions.class.getMethod(option).invoke(options));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(option, e);
      }
    }
    return settings;
  }

  static Stream<Arguments> refused() {
    Duration negative = Duration.ofNanos(-1);
    Duration millennium = Duration.ofDays(365_000);
    return Stream.of(
        refused("freshFor", builder -> builder.freshFor(negative)),
        refused("freshFor", builder -> builder.freshFor(millennium)),
        refused("staleFor", builder -> builder.staleFor(negative)),
        refused("staleFor", builder -> builder.staleFor(millennium)),
        refused("idleAfter", builder -> builder.idleAfter(Duration.ZERO)),
        refused("idleAfter", builder -> builder.idleAfter(millennium)),
        refused("maxParallelRequests", builder -> builder.maxParallelRequests(0)),
        refused("maxParallelRequests", builder -> builder.maxParallelRequests(1_001)),
        refused("retries", builder -> builder.retries(-1)),
        refused("retries", builder -> builder.retries(11)),
        refused("bodyCap", builder -> builder.bodyCap(0)),
        refused("bodyCap", builder -> builder.bodyCap(Long.MAX_VALUE)),
        refused("endpoint", builder -> builder.endpoint(URI.create("ftp://host"))),
        refused("maxBatchQueries", builder -> builder.maxBatchQueries(0)),
        refused("maxBatchQueries", builder -> builder.maxBatchQueries(1_001)),
        refused("maxEscapedQuery", builder -> builder.maxEscapedQuery(0)),
        refused("maxEscapedQuery", builder -> builder.maxEscapedQuery(7_601)),
        refused("linger", builder -> builder.linger(negative)),
        refused("linger", builder -> builder.linger(millennium)),
        refused("budgetShare", builder -> builder.budgetShare(0)),
        refused("budgetShare", builder -> builder.budgetShare(1.01)));
  }

  private static Arguments refused(String option, UnaryOperator<DatadogApiOptions.Builder> change) {
    return Arguments.of(option, change);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsOutOfRange(String option, UnaryOperator<DatadogApiOptions.Builder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(DatadogApiOptions.builder()))
        .withMessageStartingWith(option + ": ")
        .withMessageContaining("; accepted: ");
  }
}
