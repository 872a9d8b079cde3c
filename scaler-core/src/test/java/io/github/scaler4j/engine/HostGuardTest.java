package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.TestTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HostGuardTest {

  private final MetricSourceException down = new TransportException("down", null);
  private static final Duration OPEN_FOR = Duration.ofSeconds(10);

  private final TestTime time = new TestTime();
  private final HostGuard guard = HostGuard.of("api.example", 5, time.context());

  private void fail(HostGuard guard, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(guard.tryAcquire()).isTrue();
      guard.onFailure(down);
    }
  }

  private void succeed(HostGuard guard, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(guard.tryAcquire()).isTrue();
      guard.onSuccess();
    }
  }

  @Test
  void opensTheCircuitOfAHostThatKeepsFailing() {
    succeed(guard, 1);
    fail(guard, 4);
    assertThat(guard.refusal()).isNull();
    fail(guard, 1);
    assertThat(guard.refusal())
        .hasMessageContaining("api.example: gets no requests for up to 10 s");
    assertThat(guard.tryAcquire()).isFalse();
  }

  @Test
  void staysClosedIfTheHostAnswersInBetween() {
    for (int i = 0; i < 20; i++) {
      fail(guard, 4);
      succeed(guard, 1);
    }
    assertThat(guard.refusal()).isNull();
    assertThat(guard.tryAcquire()).isTrue();
  }

  @Test
  void letsOneRequestTryTheHost() {
    fail(guard, 5);
    time.advance(OPEN_FOR.minusNanos(1));
    assertThat(guard.refusal()).isNotNull();
    time.advance(Duration.ofNanos(2));
    assertThat(guard.refusal()).isNull();
    assertThat(guard.tryAcquire()).isTrue();
    assertThat(guard.tryAcquire()).isFalse();
    guard.onSuccess();
    assertThat(guard.tryAcquire()).isTrue();
    assertThat(guard.refusal()).isNull();
  }

  @Test
  void staysOpenAfterAFailedTrial() {
    fail(guard, 5);
    time.advance(OPEN_FOR.plusNanos(1));
    fail(guard, 1);
    assertThat(guard.refusal()).isNotNull();
    time.advance(OPEN_FOR.minusNanos(1));
    assertThat(guard.refusal()).isNotNull();
  }

  @Test
  void staysOpenForAsLongAsTheHostAsks() {
    fail(guard, 4);
    assertThat(guard.tryAcquire()).isTrue();
    guard.onFailure(busyFor(Duration.ofSeconds(40)));
    time.advance(Duration.ofSeconds(40).minusNanos(1));
    assertThat(guard.refusal()).hasMessageContaining("gets no requests for up to 40 s");
    assertThat(guard.tryAcquire()).isFalse();
    time.advance(Duration.ofNanos(1));
    assertThat(guard.tryAcquire()).isTrue();
    guard.onFailure(down);
    assertThat(guard.refusal()).hasMessageContaining("gets no requests for up to 10 s");
    time.advance(OPEN_FOR);
    assertThat(guard.tryAcquire()).isTrue();
  }

  @Test
  void staysOpenForTenSecondsIfTheHostAsksForLess() {
    assertThat(guard.tryAcquire()).isTrue();
    guard.onFailure(busyFor(Duration.ofSeconds(1)));
    fail(guard, 3);
    assertThat(guard.tryAcquire()).isTrue();
    guard.onFailure(busyFor(Duration.ofSeconds(1)));
    time.advance(OPEN_FOR.minusNanos(1));
    assertThat(guard.tryAcquire()).isFalse();
  }

  private static MetricSourceException busyFor(Duration asked) {
    return UnexpectedResponseException.of(503, "busy", Optional.of(asked));
  }

  @Test
  void releasesAPermission() {
    fail(guard, 5);
    time.advance(OPEN_FOR.plusNanos(1));
    assertThat(guard.tryAcquire()).isTrue();
    guard.release();
    assertThat(guard.tryAcquire()).isTrue();
  }

  /** A trial lasts as long as its readers wait, which may be a minute. */
  @Nested
  class ATrialThatHangs {

    @BeforeEach
    void begin() {
      fail(guard, 5);
      time.advance(OPEN_FOR.plusNanos(1));
      assertThat(guard.tryAcquire()).isTrue();
    }

    @Test
    void isFollowedByOneMoreInEachPeriod() {
      for (int period = 0; period < 5; period++) {
        time.advance(OPEN_FOR.minusNanos(1));
        assertThat(guard.tryAcquire()).isFalse();
        assertThat(guard.fault()).hasMessageContaining("gets no requests for up to 10 s");
        time.advance(Duration.ofNanos(1));
        assertThat(guard.tryAcquire()).isTrue();
        assertThat(guard.tryAcquire()).isFalse();
      }
    }

    @Test
    void countsLikeAnyOtherWhenItEnds() {
      time.advance(OPEN_FOR);
      assertThat(guard.tryAcquire()).isTrue();
      guard.onFailure(down);
      assertThat(guard.refusal()).isNotNull();
      time.advance(OPEN_FOR);
      assertThat(guard.tryAcquire()).isTrue();
      guard.onSuccess();
      fail(guard, 4);
      guard.onFailure(down);
      assertThat(guard.refusal()).isNotNull();
    }

    @Test
    void closesTheCircuitIfItIsAnsweredAfterAll() {
      time.advance(OPEN_FOR);
      assertThat(guard.tryAcquire()).isTrue();
      guard.onSuccess();
      succeed(guard, 3);
      assertThat(guard.refusal()).isNull();
    }

    @Test
    void addsNoPermissionToThatOfAnotherTrial() {
      time.advance(OPEN_FOR);
      assertThat(guard.tryAcquire()).isTrue();
      guard.release();
      assertThat(guard.tryAcquire()).isFalse();
      guard.release();
      assertThat(guard.tryAcquire()).isTrue();
      assertThat(guard.tryAcquire()).isFalse();
    }
  }

  @Test
  void saysHowLongATrialKeepsOthersFromTheHost() {
    fail(guard, 4);
    assertThat(guard.tryAcquire()).isTrue();
    guard.onFailure(busyFor(Duration.ofSeconds(40)));
    time.advance(Duration.ofSeconds(40));
    assertThat(guard.tryAcquire()).isTrue();
    assertThat(guard.tryAcquire()).isFalse();
    assertThat(guard.fault()).hasMessageContaining("gets no requests for up to 10 s");
  }

  @Test
  void givesNoSecondTrialForARequestFromBefore() {
    succeed(guard, 1);
    for (int i = 0; i < 3; i++) {
      assertThat(guard.tryAcquire()).isTrue();
    }
    fail(guard, 5);
    time.advance(OPEN_FOR);
    guard.release();
    assertThat(guard.tryAcquire()).isTrue();
    guard.release();
    assertThat(guard.tryAcquire()).isFalse();
    guard.release();
    assertThat(guard.tryAcquire()).isFalse();
    guard.release();
    assertThat(guard.tryAcquire()).isTrue();
  }

  @Test
  void countsNothingForAReleasedPermission() {
    for (int i = 0; i < 100; i++) {
      assertThat(guard.tryAcquire()).isTrue();
      guard.release();
    }
    fail(guard, 4);
    assertThat(guard.refusal()).isNull();
  }
}
