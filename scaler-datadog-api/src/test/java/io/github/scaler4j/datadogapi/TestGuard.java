package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.MetricSourceException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets all requests leave unless a test refuses them or opens the circuit, and records what their
 * ends show.
 */
final class TestGuard implements Guard {

  @Nullable MetricSourceException refusal;
  @Nullable MetricSourceException openCircuit;
  final List<Guard.Sign> signs = new ArrayList<>();

  @Override
  public @Nullable MetricSourceException refusal() {
    return openCircuit;
  }

  @Override
  public @Nullable MetricSourceException acquire() {
    return refusal;
  }

  @Override
  public void settle(Guard.Sign sign, @Nullable MetricSourceException fault) {
    signs.add(sign);
  }
}
