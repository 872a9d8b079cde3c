package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.fault;
import static io.github.scaler4j.datadogapi.TestSource.text;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ApiTrigger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A call throws when it is cancelled, as a caller's event listener may. No other request is lost.
 */
class FailedCancellationTest {

  private final ManualTime time = TestSource.newTime();
  private final TestDatadog datadog = new TestDatadog(time);
  private final DatadogApiSource source =
      DatadogApiSource.create(
          SourceContext.builder(time, time, Runnable::run).build(),
          DatadogApiOptions.builder().batching(false).maxParallelRequests(2).retries(0).build(),
          this::newCall);
  private @Nullable Throwable onCancel;

  static List<Throwable> faults() {
    return List.of(new IllegalStateException("a listener's"), new StackOverflowError());
  }

  private Call newCall(Request request) {
    Call call = datadog.newCall(request);
    Object proxy =
        Proxy.newProxyInstance(
            Call.class.getClassLoader(),
            new Class<?>[] {Call.class},
            (self, method, arguments) -> {
              Object result;
              try {
                result = method.invoke(call, arguments);
              } catch (InvocationTargetException e) {
                throw requireNonNull(e.getCause());
              }
              if (onCancel != null && method.getName().equals("cancel")) {
                throw onCancel;
              }
              return result;
            });
    return (Call) proxy;
  }

  private CompletableFuture<MetricAnswer> read(int i) {
    ApiTrigger trigger = trigger(query(text(i)), Duration.ofSeconds(30));
    CompletableFuture<MetricAnswer> read =
        source.fetch(trigger, Deadline.in(trigger.timeout(), time));
    time.advance(TestSource.LINGER);
    return read;
  }

  private void prime() {
    CompletableFuture<MetricAnswer> first = read(0);
    datadog.call().answer();
    assertThat(value(first)).isZero();
  }

  @AfterEach
  void close() {
    source.close();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isFollowedByTheNextRequest(Throwable fault) {
    prime();
    List<CompletableFuture<MetricAnswer>> leaving = List.of(read(1), read(2));
    List<CompletableFuture<MetricAnswer>> waiting = List.of(read(3), read(4));
    assertThat(datadog.asked()).containsExactly(List.of(text(1)), List.of(text(2)));
    onCancel = fault;
    leaving.forEach(read -> read.cancel(false));
    assertThat(datadog.asked()).containsExactly(List.of(text(3)), List.of(text(4)));
    datadog.pending().forEach(TestCall::answer);
    assertThat(waiting).extracting(TestSource::value).containsExactly(3.0, 4.0);
    CompletableFuture<MetricAnswer> next = read(5);
    datadog.call().answer();
    assertThat(value(next)).isEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void keepsTheCloseFromNoReader(Throwable fault) {
    prime();
    List<CompletableFuture<MetricAnswer>> reads = List.of(read(1), read(2), read(3));
    onCancel = fault;
    assertThatCode(source::close).doesNotThrowAnyException();
    assertThat(reads).allSatisfy(read -> assertThat(fault(read)).hasMessageContaining("closed"));
    assertThat(datadog.pending()).isEmpty();
  }
}
