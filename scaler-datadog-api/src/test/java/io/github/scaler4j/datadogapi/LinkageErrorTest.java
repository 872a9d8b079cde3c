package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.MetricAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * A fault of this library reaches the caller unchanged. It counts neither against the host nor
 * against a query.
 */
class LinkageErrorTest {

  private final TestSource lane = new TestSource();
  private final NoSuchMethodError error = new NoSuchMethodError("okio.Buffer.clone()");

  /** Like OkHttp's report of an exception on a call's thread. */
  private IOException thrownOnTheCallsThread() {
    return new IOException("canceled due to " + error, error);
  }

  @Test
  void isNeitherRetriedNorCountedAgainstTheHost() {
    for (int i = 0; i < 2 * HostHealth.DOWN_AFTER; i++) {
      CompletableFuture<MetricAnswer> read = lane.read(1);
      lane.linger();
      lane.time.advance(Duration.ofSeconds(1));
      lane.datadog.call().fail(thrownOnTheCallsThread());
      assertThat(TestSource.fault(read)).isSameAs(error);
      lane.time.advance(Duration.ofSeconds(1));
      assertThat(lane.datadog.pending()).as("a retry").isEmpty();
    }
    CompletableFuture<MetricAnswer> next = lane.read(1);
    lane.linger();
    lane.datadog.call().answer();
    assertThat(TestSource.value(next)).isEqualTo(1);
    assertThat(lane.events.isolations).isEmpty();
  }

  @Test
  void isNotHiddenByAnOlderValue() {
    lane.prime(1, 2);
    lane.time.advance(Duration.ofSeconds(20));
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.datadog.call().fail(thrownOnTheCallsThread());
    assertThat(TestSource.fault(read)).isSameAs(error);
  }

  @Test
  void makesNoQueryASuspect() {
    lane.wantAll(0, 4);
    lane.linger();
    lane.datadog.call().fail(thrownOnTheCallsThread());
    lane.wantAll(0, 4);
    lane.time.advance(Duration.ofSeconds(2));
    assertThat(lane.datadog.asked()).containsExactly(TestSource.texts(0, 4));
  }
}
