package io.github.scaler4j.benchmarks.comparison;

import java.util.Map;

/**
 * What open scalers weigh, each read once.
 *
 * @param mode how they are read
 * @param queries {@code distinct} if each reads a metric of its own, {@code shared} if all read one
 * @param scalers how many are open
 * @param bytesPerScaler live heap per scaler, all in all
 * @param stringBytesPerScaler how much of it is the texts of the trigger: query, names, keys
 * @param leftAfterClose live heap in bytes that all have left behind when scalers and factory are
 *     closed; a few thousand are the JVM's own
 * @param bytesByClass the classes that make up a scaler's heap, in bytes per scaler, largest first
 */
record HeapRow(
    ReadMode mode,
    String queries,
    int scalers,
    double bytesPerScaler,
    double stringBytesPerScaler,
    long leftAfterClose,
    Map<String, Double> bytesByClass) {}
