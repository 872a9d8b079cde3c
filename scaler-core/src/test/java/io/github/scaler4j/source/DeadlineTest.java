package io.github.scaler4j.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestTime time = new TestTime();

  @ParameterizedTest
  @ValueSource(longs = {0, -1_500_000_000L, Long.MAX_VALUE - 5, Long.MIN_VALUE})
  void countsDownFromAnyMoment(long start) {
    time.jumpTo(start);
    Deadline deadline = Deadline.in(SECOND, time);
    assertThat(deadline.left(time)).isEqualTo(SECOND);
    assertThat(deadline.isOver(time)).isFalse();
    time.jumpTo(start + TimeUnit.SECONDS.toNanos(1) - 1);
    assertThat(deadline.leftNanos(time)).isEqualTo(1);
    time.jumpTo(start + TimeUnit.SECONDS.toNanos(1));
    assertThat(deadline.isOver(time)).isTrue();
    time.jumpTo(start + TimeUnit.SECONDS.toNanos(9));
    assertThat(deadline.left(time)).isEqualTo(Duration.ZERO);
    assertThat(deadline.isOver(time)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE})
  void acceptsAnyDuration(long start) {
    time.jumpTo(start);
    Deadline longest = Deadline.in(Duration.ofSeconds(Long.MAX_VALUE), time);
    assertThat(longest.left(time)).isGreaterThan(Duration.ofDays(50_000));
    assertThat(longest.isOver(time)).isFalse();
    Deadline past = Deadline.in(Duration.ofSeconds(Long.MIN_VALUE), time);
    assertThat(past.isOver(time)).isTrue();
    assertThat(longest.isAfter(past)).isTrue();
    assertThat(past.isAfter(longest)).isFalse();
    time.jumpTo(start + TimeUnit.DAYS.toNanos(365));
    assertThat(longest.isOver(time)).isFalse();
    assertThat(longest.isAfter(Deadline.in(SECOND, time))).isTrue();
  }

  @Test
  void sharesWhatIsLeft() {
    Deadline deadline = Deadline.in(SECOND.multipliedBy(3), time);
    assertThat(deadline.share(3, time).left(time)).isEqualTo(SECOND);
    assertThat(deadline.share(1, time)).isEqualTo(deadline);
    time.advance(Duration.ofSeconds(4));
    assertThat(deadline.share(2, time).isOver(time)).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> deadline.share(0, time));
  }

  @Test
  void isAfterAnEarlierOneOnly() {
    Deadline early = Deadline.in(SECOND, time);
    Deadline late = Deadline.in(SECOND.plusNanos(1), time);
    assertThat(late.isAfter(early)).isTrue();
    assertThat(early.isAfter(late)).isFalse();
    assertThat(early.isAfter(early)).isFalse();
  }
}
