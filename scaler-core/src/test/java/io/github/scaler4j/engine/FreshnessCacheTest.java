package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshnessCacheTest {

  private static final Duration IDLE = Duration.ofMinutes(10);

  private final TestTime time = new TestTime();
  private final List<String> forgotten = new ArrayList<>();
  private final FreshnessCache<String, String> cache =
      new FreshnessCache<>(IDLE, 100, time.context(), key -> "read of " + key, forgotten::add);

  @Test
  void keepsOneReadForEqualKeys() {
    String read = cache.get("a");
    assertThat(cache.get("a")).isSameAs(read);
    assertThat(cache.get("b")).isEqualTo("read of b");
    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.stats().requestCount()).isEqualTo(3);
  }

  @Test
  void forgetsAnIdleReadWithoutAnyTraffic() {
    cache.get("a");
    time.advance(IDLE.dividedBy(2));
    cache.get("b");
    time.advance(IDLE.dividedBy(2).plusSeconds(2));
    assertThat(forgotten).containsExactly("read of a");
    time.advance(IDLE);
    assertThat(forgotten).containsExactly("read of a", "read of b");
  }

  @Test
  void keepsAReadWithReaders() {
    for (int i = 0; i < 10; i++) {
      cache.get("a");
      time.advance(IDLE.dividedBy(2));
    }
    assertThat(forgotten).isEmpty();
  }

  @Test
  void boundsTheNumber() {
    for (int i = 0; i < 300; i++) {
      cache.get("" + i);
    }
    assertThat(cache.size()).isLessThanOrEqualTo(100);
    assertThat(forgotten).hasSizeGreaterThanOrEqualTo(200);
  }

  @Test
  void forgetsAllWhenItIsClosed() {
    cache.get("a");
    cache.get("b");
    cache.close();
    assertThat(forgotten).containsExactlyInAnyOrder("read of a", "read of b");
    assertThat(cache.size()).isZero();
  }
}
