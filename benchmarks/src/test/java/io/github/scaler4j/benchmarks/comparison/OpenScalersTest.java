package io.github.scaler4j.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogQuery;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The memory of open scalers, and what closed ones leave behind, in virtual time and without
 * sockets.
 */
class OpenScalersTest {

  private static final int SCALERS = 5_000;
  // So many that what the JVM itself needs meanwhile is a few bytes of each.
  private static final int COUNTED = 20_000;
  private static final int COLLECTIONS = 50;

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
  private final DatadogApi api = DatadogApi.create(time);
  private final DatadogScalers factory =
      DatadogScalers.builder()
          .time(time)
          .scheduler(time)
          .executor(Runnable::run)
          .source(DatadogApiSource.with(DatadogApiOptions.defaults(), DatadogCalls.to(api, time)))
          .build();

  private int keys;

  OpenScalersTest() {
    api.account().limit(Integer.MAX_VALUE);
    api.otherSeries(query -> List.of(DatadogSeries.constant(1)));
  }

  @AfterEach
  void close() {
    factory.close();
  }

  private DatadogScaler open(String query) {
    return open(query, () -> Secret.of(DatadogApi.API_KEY));
  }

  private DatadogScaler open(String query, SecretSupplier apiKey) {
    return factory.scaler(
        TriggerMetadata.builder()
            .metadata("query", query)
            .metadata("queryValue", "2")
            .authParam("apiKey", apiKey)
            .authParam("appKey", DatadogApi.APP_KEY)
            .build());
  }

  /**
   * The objects that must become unreachable: scalers, their readings, and the source's queries.
   */
  private List<WeakReference<Object>> openReadAndClose(boolean distinct) {
    List<DatadogScaler> scalers = new ArrayList<>();
    for (int i = 0; i < SCALERS; i++) {
      scalers.add(open(distinct ? Triggers.query(i) : "avg:shared{*}"));
    }
    List<CompletableFuture<ScalerReading>> readings =
        scalers.stream().map(DatadogScaler::readAsync).toList();
    time.advance(Duration.ofSeconds(10));
    List<WeakReference<Object>> left = new ArrayList<>();
    readings.forEach(reading -> left.add(new WeakReference<>(reading.join())));
    for (DatadogScaler scaler : scalers) {
      left.add(new WeakReference<>(scaler));
      left.add(new WeakReference<>(query(scaler)));
      scaler.close();
    }
    return left;
  }

  private static DatadogQuery query(DatadogScaler scaler) {
    return ((ApiTrigger) scaler.trigger()).query();
  }

  static boolean isForeign(String className) {
    return className.equals("[B")
        || className.equals("java.lang.String")
        || className.startsWith("io.github.scaler4j.fixtures.")
        || isFiller(className);
  }

  // The serial collector leaves gaps in the heap and fills them with arrays.
  private static boolean isFiller(String className) {
    return className.equals("[I") || className.contains("jdk.internal.vm.Filler");
  }

  private static long reachable(List<WeakReference<Object>> references, long accepted) {
    long reachable = references.size();
    for (int i = 0; i < COLLECTIONS && reachable > accepted; i++) {
      System.gc();
      reachable = references.stream().filter(reference -> reference.get() != null).count();
    }
    return reachable;
  }

  @Test
  void forgetsIdleQueriesOfClosedScalers() {
    List<WeakReference<Object>> left = openReadAndClose(true);
    // Until then the queries stay for the next scaler of the same metric.
    assertThat(reachable(left, SCALERS)).isEqualTo(SCALERS);
    time.advance(DatadogApiOptions.defaults().idleAfter().plusSeconds(1));
    readAnother();
    assertThat(reachable(left, 0)).isZero();
  }

  @Test
  void useLessThanAKibibyteBeyondTheirTexts() {
    readAnother();
    LiveHeap before = LiveHeap.count();
    List<DatadogScaler> scalers = new ArrayList<>(COUNTED);
    for (int i = 0; i < COUNTED; i++) {
      DatadogScaler scaler = open(Triggers.query(i));
      CompletableFuture<ScalerReading> unused = scaler.readAsync();
      scalers.add(scaler);
    }
    time.advance(Duration.ofSeconds(10));
    LiveHeap opened = LiveHeap.count().minus(before);
    long beyondTexts =
        opened.byClass().entrySet().stream()
            .filter(entry -> !isForeign(entry.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertThat(beyondTexts / COUNTED).isBetween(500L, 1_024L);
    assertThat(scalers).hasSize(COUNTED);
  }

  @Test
  void keepsOneQueryOfScalersThatSharedIt() {
    List<WeakReference<Object>> left = openReadAndClose(false);
    assertThat(reachable(left, 1)).isLessThanOrEqualTo(1);
  }

  @Test
  void forgetsAnUnusedKeyAfterTheReset() {
    api.account().limit(1_000_000);
    List<WeakReference<Object>> left = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      left.add(readWithNewKey());
    }
    time.advance(DatadogApiOptions.defaults().idleAfter().plusSeconds(1));
    var budgetsInForce = readWithNewKey();
    assertThat(reachable(left, left.size() - 1)).isEqualTo(left.size());
    left.add(budgetsInForce);
    time.advance(Duration.ofHours(1));
    var unused = readWithNewKey();
    assertThat(reachable(left, 0)).isZero();
  }

  @Test
  void leavesNothingOfAClosedFactory() {
    List<WeakReference<Object>> left = openReadAndClose(true);
    factory.close();
    assertThat(reachable(left, 0)).isZero();
  }

  /** The cache drops entries when it is used. */
  private void readAnother() {
    readAndClose(open("avg:another{*}"));
  }

  /** Reads in the name of a separate account: another name is another account. */
  private WeakReference<Object> readWithNewKey() {
    Secret text = Secret.of(DatadogApi.API_KEY);
    SecretSupplier apiKey = SecretSupplier.named("key " + keys++, () -> text);
    readAndClose(open("avg:another{*}", apiKey));
    return new WeakReference<>(apiKey);
  }

  private void readAndClose(DatadogScaler scaler) {
    try (scaler) {
      CompletableFuture<ScalerReading> reading = scaler.readAsync();
      time.advance(Duration.ofSeconds(10));
      assertThat(reading).isCompleted();
    }
  }
}
