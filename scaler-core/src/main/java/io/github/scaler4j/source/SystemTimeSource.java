package io.github.scaler4j.source;

import java.time.Instant;

/** The machine's clocks. */
enum SystemTimeSource implements TimeSource {
  INSTANCE;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  @SuppressWarnings({"JavaTimeDefaultTimeZone", "TimeZoneUsage"})
  public Instant now() {
    return Instant.now();
  }
}
