package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathCapacityTest {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long HOUR = 60 * MINUTE;

  private final PathCapacity path = new PathCapacity(35);

  /**
   * A request of that many failed, and its queries were answered in requests of at most so many.
   */
  private static Cohort failed(int size, int answered, long sentNanos) {
    Cohort cohort = new Cohort(size, size, sentNanos);
    for (int cleared = 0; cleared < size; cleared += answered) {
      cohort.clear(answered);
    }
    assertThat(cohort.wasTooLarge()).isTrue();
    return cohort;
  }

  private void fail(int size, int answered, long nowNanos) {
    path.onAnswer(answered, 1, nowNanos);
    path.learn(failed(size, answered, nowNanos), nowNanos);
  }

  @Test
  void allowsFullRequestsUntilTwoWereTooLarge() {
    fail(35, 9, 0);
    assertThat(path.queries()).as("it may have passed by itself").isEqualTo(35);
    fail(35, 9, 0);
    assertThat(path.queries()).isEqualTo(9);
  }

  @Test
  void countsRequestsThatWereUnderWayTogetherOnce() {
    path.onAnswer(18, 1, 0);
    path.learn(failed(35, 18, 0), MINUTE);
    path.learn(failed(35, 18, MINUTE - 1), 2 * MINUTE);
    assertThat(path.queries()).isEqualTo(35);
    path.learn(failed(35, 18, MINUTE), 3 * MINUTE);
    assertThat(path.queries()).as("sent after the first was known").isEqualTo(18);
  }

  @Test
  void countsEachRequestWhoseHalvesFailedToo() {
    path.onAnswer(9, 1, 0);
    path.learn(failed(35, 9, 0), MINUTE);
    path.learn(failed(35, 9, 0), MINUTE);
    assertThat(path.queries()).isEqualTo(9);
  }

  @Test
  void restartsTheCountAfterAFullRequest() {
    fail(35, 9, 0);
    path.onAnswer(35, 1, 0);
    fail(35, 9, 0);
    assertThat(path.queries()).isEqualTo(35);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 34, 35})
  void restartsTheCountAfterOneAsLarge(int answered) {
    fail(10, 5, 0);
    path.onAnswer(answered, 1, MINUTE);
    fail(10, 5, HOUR);
    assertThat(path.queries()).isEqualTo(35);
    fail(10, 5, HOUR);
    assertThat(path.queries()).isEqualTo(5);
  }

  @Test
  void countsOnAfterASmallerOne() {
    fail(10, 5, 0);
    path.onAnswer(9, 1, MINUTE);
    fail(10, 5, HOUR);
    assertThat(path.queries()).isEqualTo(9);
  }

  @Test
  void restartsTheCountAfterALargerAnswer() {
    fail(20, 10, 0);
    path.onAnswer(10, 1, MINUTE);
    fail(10, 5, HOUR);
    assertThat(path.queries()).as("only one of ten has failed").isEqualTo(35);
    path.onAnswer(10, 1, HOUR);
    fail(20, 10, 2 * HOUR);
    assertThat(path.queries()).as("ten were answered since").isEqualTo(35);
    fail(15, 10, 3 * HOUR);
    assertThat(path.queries()).as("15 and 20 in a row").isEqualTo(10);
  }

  @Test
  void needsTwoFailuresOfASizeThatIsNotTried() {
    fail(35, 9, 0);
    fail(35, 9, 0);
    path.onAnswer(9, 1, 30 * MINUTE);
    assertThat(path.queries()).isEqualTo(22);
    fail(8, 4, 31 * MINUTE);
    assertThat(path.queries()).as("8 had been answered").isEqualTo(22);
    fail(8, 4, 31 * MINUTE);
    assertThat(path.queries()).isEqualTo(4);
  }

  @Test
  void ignoresRequestsFromBeforeItShrank() {
    fail(35, 9, 0);
    fail(35, 9, 0);
    fail(20, 5, 0);
    fail(20, 5, 0);
    assertThat(path.queries()).isEqualTo(9);
  }

  @Test
  void isNeverBelowOne() {
    path.learn(new Cohort(2, 2, 0), 0);
    path.learn(new Cohort(2, 2, 0), 0);
    assertThat(path.queries()).isEqualTo(1);
  }

  @Test
  void narrowsTheNumberEveryHalfHour() {
    fail(35, 9, 0);
    fail(35, 9, 0);
    path.onAnswer(9, 1, 30 * MINUTE - 1);
    assertThat(path.queries()).isEqualTo(9);
    path.onAnswer(8, 1, 30 * MINUTE);
    assertThat(path.queries()).as("not a full one").isEqualTo(9);
    path.onAnswer(9, 1, 30 * MINUTE);
    assertThat(path.queries()).as("half-way to 35").isEqualTo(22);
    path.onAnswer(9, 1, 60 * MINUTE);
    assertThat(path.queries()).as("not a full one").isEqualTo(22);
    path.learn(failed(22, 11, 31 * MINUTE), 31 * MINUTE);
    assertThat(path.queries()).as("one failure of a number that is tried").isEqualTo(9);
    path.onAnswer(9, 1, 61 * MINUTE - 1);
    assertThat(path.queries()).isEqualTo(9);
    path.onAnswer(9, 1, 61 * MINUTE);
    assertThat(path.queries()).as("half-way to 22").isEqualTo(16);
    path.onAnswer(16, 1, 91 * MINUTE);
    assertThat(path.queries()).as("half-way from 16 to 22").isEqualTo(19);
  }

  @Test
  void isFullIfAnotherOfItsWidestTextsWouldNotFit() {
    fail(35, 9, 0);
    fail(35, 9, 0);
    path.onAnswer(6, 3, 30 * MINUTE);
    assertThat(path.queries()).as("another three would fit").isEqualTo(9);
    path.onAnswer(7, 3, 30 * MINUTE);
    assertThat(path.queries()).as("half-way to 35").isEqualTo(22);
  }

  @Test
  void growsByASingleTextThatIsWider() {
    fail(11, 10, 0);
    fail(11, 10, 0);
    path.onAnswer(12, 12, 30 * MINUTE);
    assertThat(path.queries()).as("half-way to 36").isEqualTo(23);
  }

  @Test
  void triesOneMoreEveryHourOnceItIsExact() {
    fail(11, 10, 0);
    fail(11, 10, 0);
    assertThat(path.queries()).isEqualTo(10);
    path.onAnswer(10, 1, HOUR - 1);
    assertThat(path.queries()).isEqualTo(10);
    path.onAnswer(10, 1, HOUR);
    assertThat(path.queries()).isEqualTo(11);
    path.onAnswer(11, 1, HOUR + 30 * MINUTE - 1);
    assertThat(path.queries()).isEqualTo(11);
    path.onAnswer(11, 1, HOUR + 30 * MINUTE);
    assertThat(path.queries()).as("the path takes more now").isEqualTo(24);
  }

  @Test
  void growsNoFurtherThanAllowed() {
    path.onAnswer(35, 1, HOUR);
    path.onAnswer(35, 1, 2 * HOUR);
    assertThat(path.queries()).isEqualTo(35);
  }

  @Test
  void dropsALargestAnswerThatIsContradicted() {
    path.onAnswer(30, 1, 0);
    path.learn(failed(20, 10, 0), 0);
    path.learn(failed(20, 10, 0), 0);
    assertThat(path.queries()).isEqualTo(10);
  }

  @Test
  void learnsNothingWhileTheHostIsDown() {
    fail(35, 9, 0);
    path.ignoreFailures();
    fail(35, 9, 0);
    fail(35, 9, 0);
    assertThat(path.queries()).isEqualTo(35);
    path.heedFailures();
    fail(35, 9, 0);
    assertThat(path.queries()).as("the doubt took the first failure").isEqualTo(35);
    fail(35, 9, 0);
    assertThat(path.queries()).isEqualTo(9);
  }
}
