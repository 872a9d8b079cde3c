package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentDecoderTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
  private static final Instant OBSERVED = Instant.parse("2026-01-01T00:00:30Z");

  @Test
  void takesValueAndTimestampOfTheFirstItem() throws IOException {
    assertThat(decode(AgentAnswers.list("13.799"))).isEqualTo(new Sample(13.799, OBSERVED));
    assertThat(decode("{\"items\":[{\"value\":\"3\"},{\"value\":\"9\"}]}"))
        .isEqualTo(new Sample(3, NOW));
  }

  @Test
  void takesABareNumberAsKedaDoes() throws IOException {
    assertThat(decode("{\"items\":[{\"value\":7.25}]}")).isEqualTo(new Sample(7.25, NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kind\":\"ExternalMetricValueList\"}",
        "{\"kind\":\"ExternalMetricValueList\",\"items\":[]}",
        "{\"items\":null}"
      })
  void isNoDataWithoutAValue(String body) throws IOException {
    assertThat(decode(body)).isInstanceOf(NoData.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "9…", "-9….5", "\"1e309\"", "\"-1e400\"", "\"9…\""})
  void refusesANumberThatNoDoubleHolds(String pattern) {
    String number = pattern.replace("9…", "9".repeat(400));
    assertThatThrownBy(() -> decode("{\"items\":[{\"value\":" + number + "}]}"))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage("items[0].value: the number is too large for a double");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NaN", "Infinity", "\"NaN\"", "\"Infinity\"", "\"+Inf\"", "\"1e401\"", "9…"})
  void refusesWhatIsNoNumber(String pattern) {
    String number = pattern.replace("9…", "9".repeat(5_000));
    assertThatThrownBy(() -> decode("{\"items\":[{\"value\":" + number + "}]}"))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageNotContaining("999999");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"items\":[{\"value\":\"3\",\"metricName\":null}],\"kind\":null,\"apiVersion\":null}",
        "{\"items\":[{\"value\":\"3\",\"metricName\":\"DatadogMetric@default:nginx-hits\"}]}",
        "{\"items\":[{\"metricName\":\"datadogmetric@default:nginx-hits\",\"value\":\"3\"},"
            + "{\"metricName\":\"datadogmetric@default:other\",\"value\":\"9\"}]}",
      })
  void acceptsAnUncontradictedValue(String body) throws IOException {
    assertThat(decode(body)).isEqualTo(new Sample(3, NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // another kind
        "{\"kind\":\"Status\",\"status\":\"Failure\"}|kind",
        "{\"kind\":\"Status\",\"items\":[]}|kind",
        "{\"items\":[{\"value\":\"3\"}],\"kind\":\"MetricValueList\"}|kind",
        "{\"items\":[{\"value\":\"3\"}],\"kind\":\"\"}|kind",
        "{\"items\":[{\"value\":\"3\"}],\"kind\":7}|kind",
        // another version
        "{\"apiVersion\":\"v1\",\"items\":[{\"value\":\"3\"}]}|apiVersion",
        "{\"apiVersion\":\"custom.metrics.k8s.io/v1beta1\",\"items\":[]}|apiVersion",
        "{\"apiVersion\":\"external.metrics.k8s.io/v2\",\"items\":[]}|apiVersion",
        "{\"apiVersion\":{},\"items\":[]}|apiVersion",
        // another metric
        "{\"items\":[{\"value\":\"3\",\"metricName\":\"datadogmetric@default:nginx\"}]}|metricName",
        "{\"items\":[{\"metricName\":\"datadogmetric@other:nginx-hits\",\"value\":\"3\"}]}|metricName",
        "{\"items\":[{\"metricName\":\"\",\"value\":\"3\"}]}|metricName",
        "{\"items\":[{\"metricName\":[],\"value\":\"3\"}]}|metricName",
        // a gateway's JSON
        "{\"message\":\"Forbidden\"}|items: missing",
        "{\"errors\":[\"Forbidden\"]}|items: missing",
        "{\"status\":\"ok\"}|items: missing",
        // another shape
        "~~|got the end of the body",
        "[]|got an array",
        "null|got null",
        "7|got an integer",
        "{\"items\":{}}|items",
        "{\"items\":\"3\"}|items",
        "{\"items\":[3]}|items[0]",
        "{\"items\":[null]}|items[0]",
        "{\"items\":[{}]}|missing",
        "{\"items\":[{\"value\":null}]}|value",
        "{\"items\":[{\"value\":true}]}|value",
        "{\"items\":[{\"value\":[]}]}|value",
        "{\"items\":[{\"value\":{}}]}|value",
        "{\"items\":[{\"value\":\"abc\"}]}|quantity",
        "{\"items\":[{\"value\":\"\"}]}|quantity",
        "{\"items\":[{\"value\":\"1\",\"value\":\"1\"}]}|given twice",
        "{\"items\":[{\"value\":\"1\",\"metricName\":null,\"metricName\":null}]}|given twice",
        "{\"items\":[{\"value\":\"1\"}],\"items\":[{\"value\":\"1\"}]}|given twice",
        "{\"items\":[{\"value\":\"1\",\"timestamp\":7}]}|timestamp",
        "{\"items\":[{\"value\":\"1\",\"timestamp\":\"yesterday\"}]}|RFC 3339",
        "{\"items\":[{\"value\":\"1\"}]}{}|there is more text after the JSON object",
        // lax JSON
        "oops|Unrecognized token",
        "<html>|<",
        "{\"items\":[{\"value\":NaN}]}|NaN",
        "{\"items\":[{\"value\":+1}]}|+",
        "{\"items\":[{\"value\":1}],}|expecting",
        "{\"items\":[{\"value\":1}]} trailing|Unrecognized token",
        "{'items':[]}|double-quote",
      })
  void refusesWhatIsNotTheMetricsList(String body, String word) {
    assertThatThrownBy(() -> decode(body))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageContaining(word)
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"kind\":7}|kind: expected a string, got an integer",
        "{\"kind\":[\"ExternalMetricValueList\"]}|kind: expected a string, got an array",
        "{\"items\":{}}|items: expected an array, got an object",
        "{\"items\":[{\"value\":true}]}|items[0].value: expected a string, got true",
        "{\"items\":[{\"value\":null}]}|items[0].value: expected a string, got null",
        "{\"items\":[{\"timestamp\":7}]}|items[0].timestamp: expected a string, got an integer",
      })
  void explainsTheFault(String body, String message) {
    assertThatThrownBy(() -> decode(body)).hasMessage(message);
  }

  @Test
  void readsANullKindAsMissing() {
    assertThatThrownBy(() -> decode("{\"kind\":null}")).hasMessage("items: missing");
  }

  @Test
  void explainsMissingData() throws IOException {
    assertThat(decode(AgentAnswers.list("1"), Optional.of(Duration.ofSeconds(29))))
        .isEqualTo(
            new NoData(
                "the agent's value dates from 2026-01-01T00:00:30Z, which is older than maxAge"
                    + " (PT29S)"));
    assertThat(decode("{\"items\":null}"))
        .isEqualTo(new NoData("the agent's list of values is empty"));
    assertThat(decode("{}")).isEqualTo(new NoData("the agent's list of values has no items"));
  }

  @Test
  void refusesEveryBodyThatWasCutOff() {
    String whole = AgentAnswers.list("13.799").strip();
    for (int length = 0; length < whole.length(); length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> decode(cut)).as(cut).isInstanceOf(MalformedBodyException.class);
    }
  }

  @Test
  void isNoDataWhenOlderThanTheBound() throws IOException {
    String body = AgentAnswers.list("1");
    assertThat(decode(body, Optional.of(Duration.ofSeconds(30)))).isInstanceOf(Sample.class);
    assertThat(decode(body, Optional.of(Duration.ofSeconds(29)))).isInstanceOf(NoData.class);
  }

  private static MetricOutcome decode(String body) throws IOException {
    return decode(body, Optional.empty());
  }

  private static MetricOutcome decode(String body, Optional<Duration> maxAge) throws IOException {
    return new AgentDecoder(ManualTime.startingAt(NOW), maxAge)
        .decode(
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), AgentAnswers.METRIC);
  }
}
