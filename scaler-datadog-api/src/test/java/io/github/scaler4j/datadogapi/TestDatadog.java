package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.ManualTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Request;

/** A Datadog without sockets that answers when a test makes it, or when a call times out. */
final class TestDatadog implements Call.Factory {

  private final DatadogCalls calls;
  private final AtomicInteger requests = new AtomicInteger();

  TestDatadog(ManualTime time) {
    this.calls = DatadogCalls.to(DatadogApi.create(time), time).hold();
  }

  /** The library enqueues each call that it makes. */
  @Override
  public Call newCall(Request request) {
    requests.incrementAndGet();
    return calls.newCall(request);
  }

  /** The calls that wait for their answer, oldest first. */
  List<TestCall> pending() {
    return calls.held().stream().map(TestCall::new).toList();
  }

  /** The only call that waits for its answer. */
  TestCall call() {
    assertThat(pending()).hasSize(1);
    return pending().get(0);
  }

  /** The queries of each call that waits, oldest first. */
  List<List<String>> asked() {
    return pending().stream().map(TestCall::queries).toList();
  }

  int requests() {
    return requests.get();
  }
}
