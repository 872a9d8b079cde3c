package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ProtocolException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that are echoed in something that is not HTTP. */
class EchoedKeysTest {

  private final TestSource lane = new TestSource(DatadogApiOptions.builder().retries(0).build());

  @AfterEach
  void close() {
    lane.close();
  }

  private Throwable fault(IOException thrown) {
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.datadog.call().fail(thrown);
    return TestSource.fault(read);
  }

  @Test
  void showsNoneOfThem() {
    String line = "Unexpected status line: DD-API-KEY " + Triggers.API_KEY;
    Throwable fault = fault(new ProtocolException(line));
    assertThat(fault)
        .isInstanceOf(TransportException.class)
        .hasMessageEndingWith("Unexpected status line: DD-API-KEY ***");
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(Triggers.API_KEY);
  }

  @Test
  void keepsTheCauseOfOtherFaults() {
    IOException broken = new IOException("connection reset");
    assertThat(fault(broken)).hasMessageContaining("connection reset").hasCause(broken);
  }
}
