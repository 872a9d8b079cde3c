package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The real source with a time and a Datadog that a test controls. */
final class TestSource implements AutoCloseable {

  static final Duration LINGER = Duration.ofMillis(5);

  final ManualTime time = newTime();
  final TestDatadog datadog = new TestDatadog(time);
  final TestEvents events = new TestEvents();
  final DatadogApiSource source;

  TestSource() {
    this(DatadogApiOptions.defaults());
  }

  TestSource(DatadogApiOptions options) {
    this.source = DatadogApiSource.create(context(events), options, datadog);
  }

  static ManualTime newTime() {
    return ManualTime.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
  }

  SourceContext context(SourceListener listener) {
    return SourceContext.builder(time, time, Runnable::run).listener(listener).build();
  }

  static String text(int i) {
    return "avg:q" + i + "{*}";
  }

  static List<String> texts(int from, int to) {
    List<String> texts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      texts.add(text(i));
    }
    return texts;
  }

  CompletableFuture<MetricAnswer> read(int i) {
    return read(query(text(i)));
  }

  CompletableFuture<MetricAnswer> read(DatadogQuery query) {
    return fetch(trigger(query));
  }

  CompletableFuture<MetricAnswer> read(int i, Duration timeout) {
    return fetch(trigger(query(text(i)), timeout));
  }

  CompletableFuture<MetricAnswer> fetch(ApiTrigger trigger) {
    return source.fetch(trigger, Deadline.in(trigger.timeout(), time));
  }

  /** Reads, and ignores the outcome. */
  void want(int i) {
    want(query(text(i)));
  }

  void wantAll(int from, int to) {
    var unused = readAll(from, to);
  }

  void want(DatadogQuery query) {
    want(trigger(query));
  }

  void want(ApiTrigger trigger) {
    var unused = fetch(trigger);
  }

  List<CompletableFuture<MetricAnswer>> readAll(int from, int to) {
    List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
    for (int i = from; i < to; i++) {
      reads.add(read(i));
    }
    return reads;
  }

  void linger() {
    time.advance(LINGER);
  }

  /** Reads queries and has them answered, one full request after another. */
  void prime(int from, int to) {
    List<CompletableFuture<MetricAnswer>> reads = readAll(from, to);
    linger();
    while (!datadog.pending().isEmpty()) {
      datadog.pending().get(0).answer();
    }
    assertThat(reads).allSatisfy(read -> assertThat(read).isCompleted());
  }

  /** Refuses the calls with a bad query and answers the others, until none is left. */
  void refuseAll(List<String> bad) {
    while (!datadog.pending().isEmpty()) {
      TestCall call = datadog.pending().get(0);
      if (call.queries().stream().anyMatch(bad::contains)) {
        call.reject();
      } else {
        call.answer();
      }
    }
  }

  static double value(CompletableFuture<MetricAnswer> read) {
    assertThat(read).isCompleted();
    return ((Sample) read.join().outcome()).value();
  }

  static Throwable fault(CompletableFuture<MetricAnswer> read) {
    assertThat(read).isCompletedExceptionally();
    return requireNonNull(read.handle((answer, fault) -> fault).join());
  }

  @Override
  public void close() {
    source.close();
  }
}
