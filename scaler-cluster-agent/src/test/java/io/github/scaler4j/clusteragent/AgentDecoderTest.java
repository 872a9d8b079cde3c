package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentDecoderTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
  private static final Instant OBSERVED = Instant.parse("2026-01-01T00:00:30Z");

  @Test
  void takesValueAndTimestampOfTheFirstItem() throws IOException {
    assertThat(decode(TestAgent.list("13.799"))).isEqualTo(new Sample(13.799, OBSERVED));
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
        "{\"kind\":\"ExternalMetricValueList\",\"items\":[]}",
        "{\"items\":null}",
        "{\"items\":[{\"value\":1e999}]}"
      })
  void isNoDataWithoutAFiniteValue(String body) throws IOException {
    assertThat(decode(body)).isInstanceOf(NoData.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"kind\":\"Status\",\"status\":\"Failure\"}",
        "{\"items\":{}}",
        "{\"items\":\"3\"}",
        "{\"items\":[3]}",
        "{\"items\":[null]}",
        "{\"items\":[{}]}",
        "{\"items\":[{\"value\":null}]}",
        "{\"items\":[{\"value\":true}]}",
        "{\"items\":[{\"value\":[]}]}",
        "{\"items\":[{\"value\":{}}]}",
        "{\"items\":[{\"value\":\"abc\"}]}",
        "{\"items\":[{\"value\":\"\"}]}",
        "{\"items\":[{\"value\":\"1\",\"value\":\"2\"}]}",
        "{\"items\":[{\"value\":\"1\"}],\"items\":[{\"value\":\"2\"}]}",
        "{\"items\":[{\"value\":\"1\",\"timestamp\":7}]}",
        "{\"items\":[{\"value\":\"1\",\"timestamp\":\"yesterday\"}]}",
        "{\"items\":[{\"value\":\"1\"}]}{}"
      })
  void refusesABodyThatMisfits(String body) {
    assertThatThrownBy(() -> decode(body)).isInstanceOf(MalformedBodyException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oops",
        "<html>",
        "{\"items\":[{\"value\":NaN}]}",
        "{\"items\":[{\"value\":+1}]}",
        "{\"items\":[{\"value\":1}],}",
        "{\"items\":[{\"value\":1}]} trailing",
        "{'items':[]}"
      })
  void refusesLaxJson(String body) {
    assertThatThrownBy(() -> decode(body)).isInstanceOf(JacksonException.class);
  }

  @Test
  void refusesEveryBodyThatWasCutOff() {
    String whole = TestAgent.list("13.799").strip();
    for (int length = 0; length < whole.length(); length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> decode(cut)).as(cut).isInstanceOf(IOException.class);
    }
  }

  @Test
  void isNoDataWhenOlderThanTheBound() throws IOException {
    String body = TestAgent.list("1");
    assertThat(decode(body, Optional.of(Duration.ofSeconds(30)))).isInstanceOf(Sample.class);
    assertThat(decode(body, Optional.of(Duration.ofSeconds(29)))).isInstanceOf(NoData.class);
  }

  private static MetricOutcome decode(String body) throws IOException {
    return decode(body, Optional.empty());
  }

  private static MetricOutcome decode(String body, Optional<Duration> maxAge) throws IOException {
    return new AgentDecoder(new FixedTime(), maxAge)
        .decode(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static final class FixedTime implements TimeSource {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Instant now() {
      return NOW;
    }
  }
}
