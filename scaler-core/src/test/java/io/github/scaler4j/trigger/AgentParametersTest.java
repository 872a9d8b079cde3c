package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentParametersTest {

  @Test
  void buildsKedasAddressAndMetricName() {
    ClusterAgentTrigger trigger = Triggers.agent().parseAgent();

    assertThat(trigger.metric().endpoint() + trigger.metric().path())
        .isEqualTo(
            "https://datadog-metrics-api.datadog:8443/apis/external.metrics.k8s.io/v1beta1"
                + "/namespaces/default/datadogmetric@default:nginx-hits");
    assertThat(trigger.metricSpec().name()).isEqualTo("datadogmetric@default:nginx-hits");
  }

  @Test
  void sendsATokenWithoutAuthModeAsBearer() {
    assertThat(Triggers.agent().without("authMode").parseAgent().metric().token())
        .hasValue(Secret.of("t0ken"));
    assertThat(Triggers.agent().without("authMode").without("token").parseAgent().metric().token())
        .isEmpty();
  }

  @Test
  void needsATokenForBearerInBothModes() {
    refuses(Triggers.agent().without("token"), "token");
    refuses(Triggers.agent().auth("token", " \n"), "token");
    refuses(Triggers.api().auth("authMode", "bearer"), "token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "basic", "Bearer", "bearer,tls", "null"})
  void refusesOtherAuthModesInBothModes(String authMode) {
    refuses(Triggers.agent().auth("authMode", authMode), "authMode");
    refuses(Triggers.api().auth("authMode", authMode), "authMode");
  }

  @Test
  void acceptsASupplierOfATokenWithoutCallingIt() {
    SecretSupplier supplier =
        () -> {
          throw new IllegalStateException("asked too early");
        };

    assertThat(Triggers.agent().auth("token", supplier).parseAgent().metric().token())
        .hasValue(supplier);
    assertThat(Triggers.api().auth("apiKey", supplier).parseApi().apiKey()).isSameAs(supplier);
  }

  @Test
  void identifiesASupplierByItsNameOrByItself() {
    assertThat(metric(named("vault/dd")))
        .isEqualTo(metric(named("vault/dd")))
        .hasSameHashCodeAs(metric(named("vault/dd")))
        .isEqualTo(metric(SecretSupplier.named("vault/dd", () -> Secret.of("t"))))
        .isNotEqualTo(metric(named("vault/other")))
        .isNotEqualTo(metric(Secret.of("vault/dd")));
    SecretSupplier lambda = () -> Secret.of("t");
    assertThat(metric(lambda)).isEqualTo(metric(lambda)).isNotEqualTo(metric(() -> Secret.of("t")));
  }

  private static AgentMetric metric(SecretSupplier token) {
    return Triggers.agent().auth("token", token).parseAgent().metric();
  }

  /** Overrides the name, but not {@code equals}. */
  private static SecretSupplier named(String name) {
    return new SecretSupplier() {
      @Override
      public Secret get() {
        return Secret.of("t");
      }

      @Override
      public Optional<String> name() {
        return Optional.of(name);
      }
    };
  }

  @Test
  void asksASupplierOfAnotherParameterOnce() {
    AtomicInteger calls = new AtomicInteger();
    SecretSupplier supplier =
        () -> {
          calls.incrementAndGet();
          return Secret.of(" datadog-two ");
        };

    assertThat(
            Triggers.agent().auth("datadogNamespace", supplier).parseAgent().metric().namespace())
        .isEqualTo("datadog-two");
    assertThat(calls).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "65535, 65535", "' 8080 ', 8080", "'', 8443"})
  void readsThePort(String text, int port) {
    assertThat(
            Triggers.agent().auth("datadogMetricsServicePort", text).parseAgent().metric().port())
        .isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "65536", "99999999999", "notanint", "8443.0", "+8443", "08443", "null"})
  void refusesOtherPorts(String port) {
    refuses(Triggers.agent().auth("datadogMetricsServicePort", port), "datadogMetricsServicePort");
  }

  @Test
  void ignoresPortAndNamesOfTheAgentInApiMode() {
    Triggers triggers =
        Triggers.api()
            .auth("datadogMetricsServicePort", "99999")
            .auth("datadogNamespace", "A/B")
            .set("datadogMetricName", "A/B");

    assertThat(triggers.parse()).isInstanceOf(ApiTrigger.class);
    refuses(triggers.auth("datadogMetricsServicePort", "x"), "datadogMetricsServicePort");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "t", "T", "TRUE", "true", "True", " true\n"})
  void readsGosWordsForTrue(String flag) {
    assertThat(Triggers.agent().auth("unsafeSsl", flag).parseAgent().metric().tls().unsafeSsl())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "f", "F", "FALSE", "false", "False", " "})
  void readsGosWordsForFalse(String flag) {
    assertThat(Triggers.agent().auth("unsafeSsl", flag).parseAgent().metric().tls().unsafeSsl())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tRUE", "yes", "no", "on", "y", "2", "null", "fALSE"})
  void refusesOtherFlagsInBothModes(String flag) {
    refuses(Triggers.agent().auth("unsafeSsl", flag), "unsafeSsl");
    refuses(Triggers.api().auth("unsafeSsl", flag), "unsafeSsl");
    refuses(Triggers.agent().set("useClusterAgentProxy", flag), "useClusterAgentProxy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Nginx", "a/b", "a b", "../x", "a%2fb", "a@b", "a:b", "-a"})
  void refusesOtherNames(String name) {
    refuses(Triggers.agent().set("datadogMetricName", name), "datadogMetricName");
    refuses(Triggers.agent().set("datadogMetricNamespace", name), "datadogMetricNamespace");
    refuses(Triggers.agent().auth("datadogNamespace", name), "datadogNamespace");
    refuses(Triggers.agent().auth("datadogMetricsService", name), "datadogMetricsService");
  }

  @ParameterizedTest
  @CsvSource({"agent, 1team", "agent, 1", "1, team", "0x7f, g1", "1a, 1"})
  void acceptsNamesThatStartWithADigit(String service, String namespace) {
    assertThat(of(service, namespace).parseAgent().metric().host())
        .isEqualTo(service + "." + namespace);
  }

  /** A resolver reads them as an address: the token would be sent to another host. */
  @ParameterizedTest
  @CsvSource({"1, 2", "0, 0", "127, 1", "0x7f, 1", "127, 0x1", "010, 0xa"})
  void refusesNamesThatFormAnAddress(String service, String namespace) {
    refuses(of(service, namespace), "datadogMetricsService");
  }

  private static Triggers of(String service, String namespace) {
    return Triggers.agent()
        .auth("datadogMetricsService", service)
        .auth("datadogNamespace", namespace);
  }

  @Test
  void readsCaAndServerName() {
    AgentTls tls =
        Triggers.agent()
            .auth("ca", Triggers.PEM + "\n")
            .auth("serverName", "localhost")
            .parseAgent()
            .metric()
            .tls();

    assertThat(tls)
        .isEqualTo(new AgentTls(false, Optional.of(Triggers.PEM), Optional.of("localhost")));
    refuses(Triggers.agent().auth("ca", "/etc/ca.crt"), "ca");
    refuses(Triggers.agent().auth("serverName", "a/b"), "serverName");
  }

  @Test
  void ignoresCaAndServerNameWithUnsafeSsl() {
    assertThat(
            Triggers.agent()
                .auth("unsafeSsl", "true")
                .auth("ca", "/etc/ca.crt")
                .auth("serverName", "a/b")
                .parseAgent()
                .metric()
                .tls())
        .isEqualTo(new AgentTls(true, Optional.empty(), Optional.empty()));
  }

  private static void refuses(Triggers triggers, String parameter) {
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(triggers::parse)
        .satisfies(
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.parameter()).isEqualTo(parameter)));
  }
}
