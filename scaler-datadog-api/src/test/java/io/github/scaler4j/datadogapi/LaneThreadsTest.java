package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads: readers that read and leave, calls that are answered elsewhere, and close. */
class LaneThreadsTest {

  private static final int READERS = 3;
  private static final int READS = 1_000;
  private static final int QUERIES = 20;

  // Its time is stopped, so no call times out by itself.
  private final TestDatadog datadog = new TestDatadog(TestSource.newTime());
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
  private final DatadogApiSource source =
      DatadogApiSource.create(
          SourceContext.builder(TimeSource.system(), scheduler, Runnable::run).build(),
          DatadogApiOptions.builder()
              .freshFor(Duration.ofMillis(2))
              .staleFor(Duration.ZERO)
              .linger(Duration.ofMillis(1))
              .maxBatchQueries(7)
              .maxParallelRequests(3)
              .build(),
          datadog);
  private volatile boolean over;

  @Test
  @Timeout(60)
  void endsEveryRead() throws Exception {
    Future<?> answering = threads.submit(this::answer);
    List<Future<List<CompletableFuture<MetricAnswer>>>> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      Random random = new Random(i);
      readers.add(threads.submit(() -> read(random)));
    }
    for (Future<List<CompletableFuture<MetricAnswer>>> reader : readers) {
      for (CompletableFuture<MetricAnswer> read : reader.get()) {
        end(read);
      }
    }
    over = true;
    answering.get();
    CompletableFuture<MetricAnswer> last = fetch(trigger(query("avg:q1{*}")));
    source.close();
    assertThat(last).isDone();
    threads.shutdownNow();
    scheduler.shutdownNow();
  }

  /** A lane that another account's first query dropped would leave two lanes with a budget each. */
  @Test
  @Timeout(60)
  void opensOneLaneForEachAccount() throws Exception {
    for (int run = 0; run < 30; run++) {
      try (TestSource fleet = new TestSource()) {
        List<Future<?>> opening = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
          ApiTrigger trigger = ofAccount(i);
          opening.add(threads.submit(() -> fleet.want(trigger)));
        }
        for (Future<?> one : opening) {
          one.get();
        }
        assertThat(fleet.source.statistics().hosts()).hasSize(QUERIES);
      }
    }
    threads.shutdownNow();
    scheduler.shutdownNow();
  }

  private static ApiTrigger ofAccount(int i) {
    return trigger(
        query("avg:q{*}"),
        Optional.empty(),
        OptionalDouble.empty(),
        "datadoghq.eu",
        Secret.of("key " + i));
  }

  private List<CompletableFuture<MetricAnswer>> read(Random random) throws Exception {
    List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
    for (int i = 0; i < READS; i++) {
      int query = random.nextInt(QUERIES);
      CompletableFuture<MetricAnswer> read =
          fetch(trigger(query(TestSource.text(query)), Duration.ofSeconds(20)));
      int dice = random.nextInt(10);
      if (dice == 0) {
        read.cancel(false);
      } else if (dice < 3) {
        end(read);
        assertThat(read.isCompletedExceptionally() || TestSource.value(read) == query).isTrue();
      }
      reads.add(read);
    }
    return reads;
  }

  private CompletableFuture<MetricAnswer> fetch(ApiTrigger trigger) {
    return source.fetch(trigger, Deadline.in(trigger.timeout(), TimeSource.system()));
  }

  private static void end(CompletableFuture<MetricAnswer> read) throws Exception {
    try {
      read.get(40, TimeUnit.SECONDS);
    } catch (ExecutionException | CancellationException e) {
      assertThat(read).as("ended, and not lost").isDone();
    }
  }

  private void answer() {
    Random random = new Random(42);
    while (!over) {
      for (TestCall call : datadog.pending()) {
        int dice = random.nextInt(20);
        if (dice == 0) {
          call.fail(new IOException("reset"));
        } else if (dice == 1) {
          call.answer(404, "");
        } else {
          call.answer();
        }
      }
      Thread.onSpinWait();
    }
  }
}
