package io.github.scaler4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** The scalers of a factory that are open. Thread-safe; one that is forgotten unclosed goes too. */
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
      open.removeIf(DatadogScaler::isClosed);
      return open.stream().map(DatadogScaler::health).toList();
    }
  }
}
