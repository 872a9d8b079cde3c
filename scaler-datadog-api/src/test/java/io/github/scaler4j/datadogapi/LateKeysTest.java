package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.text;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.Secret;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A reader that leaves, with a supplier of keys that is late. */
class LateKeysTest {

  private final TestSource other = new TestSource();
  private final ArrayDeque<Runnable> handedOver = new ArrayDeque<>();
  private final DatadogApiSource source =
      DatadogApiSource.create(
          SourceContext.builder(other.time, other.time, handedOver::add).build(),
          DatadogApiOptions.defaults(),
          other.datadog);

  // What happens while the keys are supplied.
  private Runnable meanwhile = () -> {};

  private CompletableFuture<MetricAnswer> read() {
    ApiTrigger late =
        trigger(
            query(text(7)),
            Optional.empty(),
            OptionalDouble.empty(),
            "datadoghq.eu",
            () -> {
              meanwhile.run();
              return Secret.of(Triggers.API_KEY);
            });
    return source.fetch(late, Deadline.in(late.timeout(), other.time));
  }

  private void supply() {
    while (!handedOver.isEmpty()) {
      handedOver.remove().run();
    }
    other.linger();
  }

  private List<HostStatus> lanes() {
    return source.statistics().hosts();
  }

  @Test
  void askForNothingIfTheReaderLeftBefore() {
    CompletableFuture<MetricAnswer> read = read();
    read.cancel(false);
    supply();
    assertThat(other.datadog.requests()).isZero();
    assertThat(lanes()).isEmpty();
  }

  @Test
  void askForNothingIfTheReaderLeftMeanwhile() {
    CompletableFuture<MetricAnswer> read = read();
    meanwhile = () -> read.cancel(false);
    supply();
    assertThat(other.datadog.requests()).isZero();
    assertThat(lanes()).isEmpty();
  }

  @Test
  void leaveNothingInTheLaneOfOthers() {
    CompletableFuture<MetricAnswer> neighbour =
        source.fetch(trigger(query(text(1))), Deadline.in(Duration.ofSeconds(3), other.time));
    CompletableFuture<MetricAnswer> read = read();
    meanwhile = () -> read.cancel(false);
    supply();
    assertThat(other.datadog.call().queries()).containsExactly(text(1));
    other.datadog.call().answer();
    assertThat(value(neighbour)).isEqualTo(1);
    assertThat(lanes())
        .singleElement()
        .satisfies(
            lane -> {
              assertThat(lane.liveQueries()).isEqualTo(1);
              assertThat(lane.waitingQueries()).isZero();
              assertThat(lane.requestsUnderWay()).isZero();
            });
  }

  @Test
  void endTheRequestOfAReaderThatLeavesLater() {
    CompletableFuture<MetricAnswer> read = read();
    supply();
    TestCall call = other.datadog.call();
    read.cancel(false);
    assertThat(call.isCanceled()).isTrue();
    assertThat(lanes())
        .singleElement()
        .satisfies(
            lane -> {
              assertThat(lane.waitingQueries()).isZero();
              assertThat(lane.requestsUnderWay()).isZero();
            });
  }
}
