package io.github.scaler4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The scalers whose health a factory reports: those that are open, and whose autoscaler, if they
 * have one, still reads them. They are held weakly, so a scaler that is never closed disappears
 * once it is unreachable. Thread-safe.
 */
final class OpenScalers {

  private final Object lock = new Object();

  @GuardedBy("lock") private final Set<DatadogScaler> open = Collections.newSetFromMap(new WeakHashMap<>());

  void add(DatadogScaler scaler) {
    synchronized (lock) {
      open.add(scaler);
    }
  }

  List<TriggerHealth> health() {
    synchronized (lock) {
      open.removeIf(scaler -> !scaler.isListed());
      return open.stream().map(DatadogScaler::health).toList();
    }
  }
}
