package io.github.scaler4j.clusteragent;

import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.HeldCall;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Request;
import org.jspecify.annotations.NullMarked;

/** Agents without sockets, in virtual time: each request is answered a moment after it is made. */
@NullMarked
final class AgentCalls implements Call.Factory {

  static final DatadogAnswer DOWN = DatadogAnswer.of(503, "starting");

  private static final Duration LATENCY = Duration.ofMillis(10);

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-01T00:01:00Z"));
  private final DatadogCalls calls = DatadogCalls.to(DatadogApi.create(time), time).hold();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, DatadogAnswer> answers = request -> value("2");
  private volatile boolean stalled;

  @Override
  public Call newCall(Request request) {
    requests.add(request);
    Call call = calls.newCall(request);
    if (!stalled) {
      var unused = time.schedule(() -> answer(call), LATENCY.toNanos(), TimeUnit.NANOSECONDS);
    }
    return call;
  }

  private void answer(Call call) {
    HeldCall held = (HeldCall) call;
    try {
      held.answer(answers.apply(call.request()));
    } catch (LinkageError e) {
      // Like OkHttp's report of an exception on a call's thread.
      held.fail(new IOException("canceled due to " + e, e));
    }
  }

  ManualTime time() {
    return time;
  }

  void answer(DatadogAnswer answer) {
    answer(request -> answer);
  }

  void answer(Function<Request, DatadogAnswer> next) {
    answers = next;
  }

  /** Accepts requests without answering, until {@link #resume} or {@link #release}. */
  void stall() {
    stalled = true;
  }

  /** Answers later requests; earlier ones still wait. */
  void resume() {
    stalled = false;
  }

  void release() {
    resume();
    calls.held().forEach(this::answer);
  }

  int requests() {
    return requests.size();
  }

  int requestsTo(String host) {
    return (int) requests.stream().filter(request -> request.url().host().equals(host)).count();
  }

  Request lastRequest() {
    return requests.get(requests.size() - 1);
  }

  /** Fails all requests that wait, as closed connections do. */
  private void resetAll() {
    calls.held().forEach(call -> call.fail(new IOException("stream was reset: CANCEL")));
  }

  /** Creates a source that has the connections to itself: their end fails its requests. */
  ClusterAgentSource sourceOfItsOwnConnections(ClusterAgentOptions options) {
    AgentTransport shared = AgentTransport.of(this);
    AgentTransport own =
        new AgentTransport() {
          @Override
          public Call.Factory calls(ConnectionSettings settings) {
            return shared.calls(settings);
          }

          @Override
          public Call.Factory observedCalls(ConnectionSettings settings, ConnectionRecord record) {
            return shared.observedCalls(settings, record);
          }

          @Override
          public boolean acceptsAnyCertificate(ConnectionSettings settings) {
            return shared.acceptsAnyCertificate(settings);
          }

          @Override
          public boolean reportsProgress() {
            return shared.reportsProgress();
          }

          @Override
          public void close() {
            resetAll();
          }
        };
    return new ClusterAgentSource(
        SourceContext.builder(time, time, Runnable::run).build(), options, own);
  }

  ClusterAgentSource source(ClusterAgentOptions options) {
    return source(options, Runnable::run);
  }

  ClusterAgentSource source(ClusterAgentOptions options, Executor executor) {
    return ClusterAgentSource.create(
        SourceContext.builder(time, time, executor).build(), options, this);
  }

  CompletableFuture<MetricAnswer> start(ClusterAgentSource source, ClusterAgentTrigger trigger) {
    return source.fetch(trigger, Deadline.in(trigger.timeout(), time));
  }

  /** Reads, and moves the time until the read has ended. */
  MetricAnswer fetch(ClusterAgentSource source, ClusterAgentTrigger trigger) {
    return await(start(source, trigger));
  }

  /** Moves the time until the future has ended, and throws its failure. */
  <T> T await(CompletableFuture<T> future) {
    while (!future.isDone()) {
      OptionalLong next = time.nextTaskNanos();
      time.advance(Duration.ofNanos(next.orElseThrow()));
    }
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException unchecked ? unchecked : e;
    }
  }

  MetricOutcome read(ClusterAgentSource source, ClusterAgentTrigger trigger) {
    return fetch(source, trigger).outcome();
  }

  static DatadogAnswer value(String quantity) {
    return DatadogAnswer.of(
        200,
        "{\"kind\":\"ExternalMetricValueList\",\"apiVersion\":\"external.metrics.k8s.io/v1beta1\","
            + "\"metadata\":{},\"items\":[{\"metricLabels\":null,"
            + "\"timestamp\":\"2026-01-01T00:00:30Z\",\"value\":\""
            + quantity
            + "\"}]}\n");
  }

  static DatadogAnswer status(int code, String reason, String message) {
    return DatadogAnswer.of(code, AgentAnswers.statusBody(code, reason, message));
  }
}
