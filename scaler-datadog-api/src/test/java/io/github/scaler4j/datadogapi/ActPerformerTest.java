package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActPerformerTest {

  private final ManualTime time = TestSource.newTime();
  private final TestDatadog datadog = new TestDatadog(time);
  private final SourceContext context = SourceContext.builder(time, time, Runnable::run).build();
  private final SourceEvents events = new SourceEvents(context);
  private final List<Reply> ends = new ArrayList<>();
  private final Readers readers = new Readers();
  private final QueryEntry query = new QueryEntry(Triggers.query("avg:q1{*}"), 0, readers);
  private final Batch batch = Batch.of(List.of(query), time.nanoTime());
  private final Act send = new Act.Send(batch, Deadline.in(Duration.ofSeconds(3), time));
  private boolean awaited = true;
  private final LaneCalls calls =
      new LaneCalls(
          Triggers.account(Triggers.trigger(query.query())),
          "account",
          new QueryExchange(new HttpExchange(datadog, 1_000, context, events), context, 35),
          (ended, reply) -> ends.add(reply));
  private final ActPerformer performer =
      new ActPerformer(calls, HostGuard.of("api.example", 8, context), events, ignored -> awaited);

  /** Records what they receive. */
  private static final class Readers implements AnswerSink {
    private final List<Object> received = new ArrayList<>();
    private @Nullable Throwable broken;

    @Override
    public boolean hasWaitingReaders() {
      return true;
    }

    @Override
    public void onAnswer(QueryAnswer answer, Duration freshFor) {
      if (broken != null) {
        throw UndeclaredFaults.asUnchecked(broken);
      }
      received.add(answer);
    }

    @Override
    public void onFailure(MetricSourceException why, Deadline requestDeadline) {
      received.add(why);
    }

    @Override
    public void onRefusal(MetricSourceException why) {
      received.add(why);
    }

    @Override
    public void onAbort(Throwable why) {
      received.add(why);
    }
  }

  @Test
  void sendsARequestAndReportsItsEnd() {
    performer.perform(List.of(send));
    assertThat(ends).isEmpty();
    datadog.call().answer();
    assertThat(ends).singleElement().isInstanceOf(Reply.Answered.class);
  }

  @Test
  void cancelsARequestThatIsUnderWay() {
    performer.perform(List.of(send, new Act.Cancel(batch)));
    assertThat(ends).singleElement().isInstanceOf(Reply.Missing.class);
    assertThat(datadog.pending()).isEmpty();
  }

  @Test
  void cancelsARequestThatWasGivenUpBeforeItsCallExisted() {
    awaited = false;
    performer.perform(List.of(new Act.Cancel(batch), send));
    assertThat(ends).singleElement().isInstanceOf(Reply.Missing.class);
    assertThat(datadog.pending()).isEmpty();
  }

  @Test
  void reportsAnEvent() {
    List<SourceEvents> reported = new ArrayList<>();
    performer.perform(List.of(new Act.Report(reported::add)));
    assertThat(reported).containsExactly(events);
  }

  @ParameterizedTest
  @MethodSource("io.github.scaler4j.datadogapi.UndeclaredFaults#kinds")
  void performsTheActsAfterOneThatFails(Throwable fault) {
    Act.Report broken =
        new Act.Report(
            any -> {
              throw UndeclaredFaults.asUnchecked(fault);
            });
    List<SourceEvents> reported = new ArrayList<>();
    performer.perform(List.of(broken, send, broken, new Act.Report(reported::add)));
    assertThat(reported).containsExactly(events);
    datadog.call().answer();
    assertThat(ends).singleElement().isInstanceOf(Reply.Answered.class);
  }

  @ParameterizedTest
  @MethodSource("io.github.scaler4j.datadogapi.UndeclaredFaults#kinds")
  void reportsTheEndOfARequestWhateverFails(Throwable fault) {
    ActPerformer broken =
        new ActPerformer(
            calls,
            HostGuard.of("api.example", 8, context),
            events,
            any -> {
              throw UndeclaredFaults.asUnchecked(fault);
            });
    broken.perform(List.of(send));
    datadog.call().answer();
    assertThat(ends).singleElement().isInstanceOf(Reply.Answered.class);
  }

  @ParameterizedTest
  @MethodSource("io.github.scaler4j.datadogapi.UndeclaredFaults#kinds")
  void keepsReadersApart(Throwable fault) {
    readers.broken = fault;
    Readers others = new Readers();
    QueryAnswer answer = new QueryAnswer.Answered(List.of());
    TransportException reset = new TransportException("reset", null);
    QueryEntry other = new QueryEntry(Triggers.query("avg:q2{*}"), 1, others);
    performer.perform(
        List.of(
            new Act.Deliver(query, answer, Duration.ZERO),
            new Act.Deliver(other, answer, Duration.ZERO),
            new Act.Fail(other, reset, batch.deadline())));
    assertThat(readers.received).containsExactly(fault);
    assertThat(others.received).containsExactly(answer, reset);
  }
}
