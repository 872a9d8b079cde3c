package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The triggers of one process, each polled through its scaler in virtual time. */
final class Fleet implements AutoCloseable {

  static final Duration POLL = Duration.ofSeconds(30);

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  final VirtualDatadog datadog;
  final DatadogScalers scalers;
  final List<Member> members = new ArrayList<>();
  private final ManualTime time;

  Fleet(VirtualDatadog datadog) {
    this(datadog, DatadogApiOptions.defaults());
  }

  Fleet(VirtualDatadog datadog, DatadogApiOptions options) {
    this.datadog = datadog;
    this.time = datadog.time;
    this.scalers =
        DatadogScalers.builder()
            .source(DatadogApiSource.with(options, datadog))
            .time(time)
            .scheduler(time)
            .executor(Runnable::run)
            .random(new java.util.Random(1)::nextDouble)
            .build();
  }

  /** One trigger, and the results of its reads. */
  static final class Member {
    private final ManualTime time;
    private final DatadogScaler scaler;
    private final long bornNanos;
    int reads;
    int fresh;
    int stale;
    int failed;
    long worstAgeNanos;
    long longestReadNanos;
    private long lastFreshNanos;
    @Nullable Throwable fault;
    private boolean valued;
    private long valuedNanos;

    Member(DatadogScaler scaler, ManualTime time) {
      this.scaler = scaler;
      this.time = time;
      this.bornNanos = time.nanoTime();
      this.lastFreshNanos = bornNanos;
    }

    /** Reads, and counts the result. */
    void poll() {
      var unused = read();
    }

    CompletableFuture<ScalerReading> read() {
      long begun = time.nanoTime();
      reads++;
      CompletableFuture<ScalerReading> read = scaler.readAsync();
      var unused = read.whenComplete((reading, failure) -> note(begun, reading, failure));
      return read;
    }

    private void note(long begun, @Nullable ScalerReading reading, @Nullable Throwable failure) {
      long now = time.nanoTime();
      longestReadNanos = Math.max(longestReadNanos, now - begun);
      if (failure != null) {
        failed++;
        fault = failure;
      } else if (requireNonNull(reading).stale()) {
        stale++;
        fault = reading.staleCause().orElseThrow();
      } else {
        fresh++;
        noteFresh(now);
      }
    }

    private void noteFresh(long now) {
      if (!valued) {
        valued = true;
        valuedNanos = now;
      }
      worstAgeNanos = Math.max(worstAgeNanos, now - lastFreshNanos);
      lastFreshNanos = now;
    }

    /** The longest time between two fresh reads, in seconds. */
    double worstAge() {
      return seconds(Math.max(worstAgeNanos, time.nanoTime() - lastFreshNanos));
    }

    /** The seconds from its first read to its first value; infinite if it never had one. */
    double firstValue() {
      return valued ? seconds(valuedNanos - bornNanos) : Double.POSITIVE_INFINITY;
    }

    String fault() {
      return String.valueOf(fault);
    }

    void forget() {
      reads = fresh = stale = failed = 0;
      worstAgeNanos = longestReadNanos = 0;
      lastFreshNanos = time.nanoTime();
    }

    private static double seconds(long nanos) {
      return nanos / 1e9;
    }
  }

  Member add(String query) {
    return add(query, TIMEOUT);
  }

  Member add(String query, Duration timeout) {
    return add(
        query,
        timeout,
        Secret.of(DatadogApi.API_KEY),
        Secret.of(DatadogApi.APP_KEY),
        "datadoghq.eu");
  }

  Member add(
      String query, Duration timeout, SecretSupplier apiKey, SecretSupplier appKey, String site) {
    TriggerMetadata metadata =
        TriggerMetadata.builder()
            .metadata("query", query)
            .metadata("queryValue", "2")
            .metadata("queryAggregator", "max")
            .metadata("timeout", timeout.toMillis() + "ms")
            .authParam("datadogSite", site)
            .authParam("apiKey", apiKey)
            .authParam("appKey", appKey)
            .build();
    Member member = new Member(scalers.scaler(metadata), time);
    members.add(member);
    return member;
  }

  /** Adds a number of queries, and returns them. */
  List<Member> addHealthy(int count) {
    List<Member> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      added.add(add("avg:healthy" + members.size() + "{*}"));
    }
    return added;
  }

  /** Polls all members every 30 s, spread evenly, for a duration. */
  void poll(Duration duration) {
    poll(POLL, duration);
  }

  void poll(Duration every, Duration duration) {
    schedule(every, duration);
    time.advance(duration);
  }

  /** Schedules the polls; the caller then moves the time. */
  void schedule(Duration every, Duration duration) {
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      long first = every.toNanos() * i / members.size();
      for (long at = first; at < duration.toNanos(); at += every.toNanos()) {
        var unused = time.schedule((Runnable) member::poll, at, TimeUnit.NANOSECONDS);
      }
    }
  }

  @Override
  public void close() {
    scalers.close();
  }

  static int fresh(List<Member> members) {
    return members.stream().mapToInt(member -> member.fresh).sum();
  }

  static int stale(List<Member> members) {
    return members.stream().mapToInt(member -> member.stale).sum();
  }

  static int failed(List<Member> members) {
    return members.stream().mapToInt(member -> member.failed).sum();
  }

  static int reads(List<Member> members) {
    return members.stream().mapToInt(member -> member.reads).sum();
  }

  static double worstAge(List<Member> members) {
    return members.stream().mapToDouble(Member::worstAge).max().orElse(0);
  }

  static double lastFirstValue(List<Member> members) {
    return members.stream().mapToDouble(Member::firstValue).max().orElse(0);
  }
}
