package io.github.scaler4j.datadogapi;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.Request;

/** A Datadog without sockets that answers when a test says so, or a call's timeout ends. */
final class TestDatadog implements Call.Factory {

  private final TestTime time;
  private final List<TestCall> pending = new ArrayList<>();
  private int requests;

  TestDatadog(TestTime time) {
    this.time = time;
  }

  @Override
  public Call newCall(Request request) {
    return new TestCall(this, request);
  }

  void started(TestCall call) {
    synchronized (pending) {
      pending.add(call);
      requests++;
    }
    if (!time.isShutdown()) {
      var unused =
          time.schedule(
              () -> call.fail(new InterruptedIOException("timeout")),
              call.timeout().timeoutNanos(),
              NANOSECONDS);
    }
  }

  void ended(TestCall call) {
    synchronized (pending) {
      pending.remove(call);
    }
  }

  /** The calls that wait for their answer, oldest first. */
  List<TestCall> pending() {
    synchronized (pending) {
      return List.copyOf(pending);
    }
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
    synchronized (pending) {
      return requests;
    }
  }
}
