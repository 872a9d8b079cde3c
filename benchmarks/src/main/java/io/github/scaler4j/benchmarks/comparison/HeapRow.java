package io.github.scaler4j.benchmarks.comparison;

import java.util.Map;

/**
 * The heap of open scalers, each read once.
 *
 * @param mode how they are read
 * @param queries {@code distinct} if each reads its own metric, {@code shared} if all read one
 * @param scalers how many are open
 * @param bytesPerScaler total live heap per scaler
 * @param stringBytesPerScaler the part of the trigger's texts: query, names, keys
 * @param leftAfterClose live heap in bytes that remains after scalers and factory are closed; a few
 *     thousand belong to the JVM
 * @param bytesByClass the classes that make up a scaler's heap, in bytes per scaler, largest first
 */
record HeapRow(
    ReadMode mode,
    String queries,
    int scalers,
    double bytesPerScaler,
    double stringBytesPerScaler,
    long leftAfterClose,
    Map<String, Double> bytesByClass) {

  /** Returns what the library adds to the trigger's texts. */
  double bytesBeyondTexts() {
    return bytesPerScaler - stringBytesPerScaler;
  }
}
