package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;

import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.engine.Fetched;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * No reader is lost between its arrival and a request that leaves or ends. Lincheck stresses the
 * hand-over of the real lane and its shared reads with generated scenarios.
 */
@Param(name = "query", gen = IntGen.class, conf = "0:1")
public class HandOverLincheckTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final ManualTime time = TestSource.newTime();
  private final TestDatadog datadog = new TestDatadog(time);
  private final AccountLane lane;
  private final LiveQuery[] queries = new LiveQuery[2];
  private final List<CompletableFuture<Fetched<QueryAnswer>>> readers = new ArrayList<>();

  /** Creates a lane with two queries and room for one request under way. */
  public HandOverLincheckTest() {
    SourceContext context = SourceContext.builder(time, time, Runnable::run).build();
    SourceEvents events = new SourceEvents(context);
    DatadogApiOptions options =
        DatadogApiOptions.builder()
            .freshFor(Duration.ZERO)
            .linger(Duration.ZERO)
            .retries(0)
            .maxParallelRequests(1)
            .build();
    lane =
        new AccountLane(
            Triggers.account(trigger(query("a{*}"))),
            "account",
            options,
            context,
            events,
            new QueryExchange(
                new HttpExchange(datadog, options.bodyCap(), context, events), context, 35));
    DeadlineTimer timer = new DeadlineTimer(context);
    for (int i = 0; i < queries.length; i++) {
      queries[i] =
          new LiveQuery(
              query(TestSource.text(i)),
              lane,
              new Freshness(options.freshFor(), options.staleFor()),
              context.time(),
              timer,
              events);
    }
  }

  @Operation
  public void read(@Param(name = "query") int i) {
    CompletableFuture<Fetched<QueryAnswer>> reader = queries[i].read(Deadline.in(TIMEOUT, time));
    synchronized (readers) {
      readers.add(reader);
    }
  }

  @Operation
  public void answer() {
    for (TestCall call : datadog.pending()) {
      call.answer();
    }
  }

  @Operation
  public void fail() {
    for (TestCall call : datadog.pending()) {
      call.fail(new IOException("reset"));
    }
  }

  @Operation
  public void cancel() {
    CompletableFuture<Fetched<QueryAnswer>> first;
    synchronized (readers) {
      first = readers.isEmpty() ? new CompletableFuture<>() : readers.get(0);
    }
    first.cancel(false);
  }

  @Operation(runOnce = true)
  public void close() {
    lane.close();
  }

  /** Answers all requests before any timeout; then every reader must have a result. */
  @Validate
  public void nobodyIsLost() {
    for (int i = 0; i < 4; i++) {
      answer();
    }
    for (CompletableFuture<Fetched<QueryAnswer>> reader : readers) {
      if (!reader.isDone()) {
        throw new IllegalStateException("a reader is lost");
      }
    }
    for (LiveQuery query : queries) {
      if (query.entry().place() != QueryEntry.Place.RESTING) {
        throw new IllegalStateException(
            query.entry().query().text() + " is stuck " + query.entry().place());
      }
    }
  }

  @Test
  void losesNoReader() {
    new StressOptions()
        .iterations(Boolean.getBoolean("tests.thorough") ? 5 : 2)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(0)
        .check(getClass());
  }
}
