package io.github.scaler4j.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveHeapTest {

  @Test
  void readsBytesByClass() {
    String histogram =
        """
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         12345         678901  [B (java.base@17.0.15)
           2:             3             72  a.B$C
        Total         12348         678973
        """;
    assertThat(LiveHeap.parse(histogram).byClass())
        .containsExactlyInAnyOrderEntriesOf(Map.of("[B", 678_901L, "a.B$C", 72L));
  }

  @Test
  void subtractsByClass() {
    LiveHeap more = new LiveHeap(Map.of("A", 5L, "B", 7L, "C", 1L));
    LiveHeap less = new LiveHeap(Map.of("A", 2L, "B", 7L, "D", 4L));
    assertThat(more.minus(less).byClass()).isEqualTo(Map.of("A", 3L, "C", 1L, "D", -4L));
    assertThat(more.minus(less).total()).isZero();
  }

  @Test
  void findsReachableObjects() {
    LiveHeap before = LiveHeap.count();
    Marker[] markers = new Marker[100];
    for (int i = 0; i < markers.length; i++) {
      markers[i] = new Marker(i);
    }
    LiveHeap after = LiveHeap.count();
    assertThat(markers[99].number()).isEqualTo(99);
    assertThat(after.minus(before).of(Marker.class.getName())).isEqualTo(100 * 16);
  }

  private record Marker(int number) {}
}
