package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A request with less time than a reader is retried for that reader. */
class SharedReadRetryTest extends SharedReadFixture {

  private final Deadline requestDeadline = time.in(SECOND);

  @Test
  void isRetriedForThatReader() {
    CompletableFuture<Fetched<String>> hasty = reader(SECOND);
    CompletableFuture<Fetched<String>> patient = reader(SECOND.multipliedBy(5));
    Deadline latest = time.in(SECOND.multipliedBy(5));
    asked.clear();
    read.fail(down, requestDeadline);
    assertThat(fault(hasty)).isSameAs(down);
    assertThat(patient).isNotDone();
    assertThat(asked).containsExactly(latest);
    read.succeed("7");
    assertThat(patient.join().value()).isEqualTo("7");
  }

  /** The upstream weighs the time of each of them, as it does with a first wish. */
  @Test
  void isRetriedForEachReaderAndFirstForTheMostPatient() {
    CompletableFuture<Fetched<String>> patient = reader(SECOND.multipliedBy(5));
    CompletableFuture<Fetched<String>> more = reader(SECOND.multipliedBy(9));
    CompletableFuture<Fetched<String>> hasty = reader(SECOND);
    asked.clear();
    read.fail(down, requestDeadline);
    assertThat(fault(hasty)).isSameAs(down);
    assertThat(asked)
        .containsExactly(time.in(SECOND.multipliedBy(9)), time.in(SECOND.multipliedBy(5)));
    assertThat(List.of(patient, more)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void isRetriedOnlyOnce() {
    CompletableFuture<Fetched<String>> patient = reader(SECOND.multipliedBy(5));
    read.fail(down, requestDeadline);
    read.fail(down, requestDeadline);
    assertThat(fault(patient)).isSameAs(down);
    assertThat(asked).hasSize(2);
  }

  @Test
  void isNotRetriedIfMoreTimeIsUseless() {
    CompletableFuture<Fetched<String>> patient = reader(SECOND.multipliedBy(5));
    read.fail(down);
    assertThat(fault(patient)).isSameAs(down);
    assertThat(asked).hasSize(1);
  }

  @Test
  void isNotRetriedForAReaderThatHasLeft() {
    reader(SECOND.multipliedBy(5)).cancel(false);
    read.fail(down, requestDeadline);
    assertThat(asked).hasSize(1);
  }

  @Test
  void endsTheReaderIfItIsRefusedOrFails() {
    CompletableFuture<Fetched<String>> first = reader(SECOND.multipliedBy(5));
    MetricSourceException open = new TransportException("open", null);
    refresh = new Refresh.Refused(open);
    read.fail(down, requestDeadline);
    assertThat(fault(first)).isSameAs(open);

    refresh = Refresh.UNDER_WAY;
    CompletableFuture<Fetched<String>> second = reader(SECOND.multipliedBy(5));
    IllegalStateException bug = new IllegalStateException("ours");
    onRefresh =
        () -> {
          throw bug;
        };
    read.fail(down, requestDeadline);
    assertThat(fault(second)).isSameAs(bug);
  }
}
