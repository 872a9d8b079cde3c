package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.trigger.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterAgentOptionsTest {

  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("endpoints", List.of()),
          Map.entry("token", Optional.empty()),
          Map.entry("trust", AgentTrust.system()),
          Map.entry("serverName", Optional.empty()),
          Map.entry("freshFor", Duration.ofSeconds(15)),
          Map.entry("staleFor", Duration.ofMinutes(5)),
          Map.entry("idleAfter", Duration.ofMinutes(10)),
          Map.entry("maxAge", Optional.empty()),
          Map.entry("retries", 2),
          Map.entry("bodyCap", 8L << 20),
          Map.entry("maxParallelRequests", 64),
          Map.entry("http2", true),
          Map.entry("clusterProxy", false));

  private static final Map<String, Object> OTHERS =
      Map.ofEntries(
          Map.entry("endpoints", List.of(URI.create("https://agent:8443"))),
          Map.entry("token", Secret.of("s3cret")),
          Map.entry("trust", AgentTrust.caFile(Path.of("ca.pem"))),
          Map.entry("serverName", "localhost"),
          Map.entry("freshFor", Duration.ZERO),
          Map.entry("staleFor", Duration.ZERO),
          Map.entry("idleAfter", Duration.ofSeconds(1)),
          Map.entry("maxAge", Duration.ofMinutes(2)),
          Map.entry("retries", 0),
          Map.entry("bodyCap", 1L),
          Map.entry("maxParallelRequests", 1),
          Map.entry("http2", false),
          Map.entry("clusterProxy", true));

  @Test
  void hasTheDocumentedDefaults() {
    assertThat(settings(ClusterAgentOptions.defaults())).isEqualTo(new TreeMap<>(DEFAULTS));
    assertThat(settings(ClusterAgentOptions.builder().build())).isEqualTo(new TreeMap<>(DEFAULTS));
  }

  static Stream<Method> setters() {
    return Arrays.stream(ClusterAgentOptions.Builder.class.getDeclaredMethods())
        .filter(method -> OTHERS.containsKey(method.getName()));
  }

  @ParameterizedTest
  @MethodSource("setters")
  void changesOneSetting(Method setter) throws ReflectiveOperationException {
    String option = setter.getName();
    Object other = requireNonNull(OTHERS.get(option));
    ClusterAgentOptions.Builder builder = ClusterAgentOptions.builder();
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
    ClusterAgentOptions.Builder builder = ClusterAgentOptions.builder();
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

  private static Map<String, Object> settings(ClusterAgentOptions options) {
    Map<String, Object> settings = new TreeMap<>();
    for (String option : DEFAULTS.keySet()) {
      try {
        settings.put(option, ClusterAgentOptions.class.getMethod(option).invoke(options));
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
        refused("endpoint", builder -> builder.endpoint(URI.create("https://host/?a=b"))),
        refused("endpoints", builder -> builder.endpoints(List.of(URI.create("ftp://host")))),
        refused("serverName", builder -> builder.serverName("a host")),
        refused("maxAge", builder -> builder.maxAge(Duration.ZERO)),
        refused("maxAge", builder -> builder.maxAge(millennium)));
  }

  private static Arguments refused(
      String option, UnaryOperator<ClusterAgentOptions.Builder> change) {
    return Arguments.of(option, change);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsOutOfRange(String option, UnaryOperator<ClusterAgentOptions.Builder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(ClusterAgentOptions.builder()))
        .withMessageStartingWith(option + ": ")
        .withMessageContaining("; accepted: ");
  }

  @Test
  void setsOneEndpoint() {
    URI agent = URI.create("https://agent:8443");
    ClusterAgentOptions.Builder builder = ClusterAgentOptions.builder().endpoint(agent);

    assertThat(builder.build().endpoints()).containsExactly(agent);
    assertThat(builder.endpoint(null).build().endpoints()).isEmpty();
  }
}
