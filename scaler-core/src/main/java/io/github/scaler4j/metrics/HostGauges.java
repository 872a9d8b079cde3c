package io.github.scaler4j.metrics;

import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.LimitAdvice;
import io.github.scaler4j.source.RateLimitStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The gauges of each host and account, and of its rate limit. Confined to the listener's thread,
 * one event at a time; the gauges may be read anywhere.
 */
final class HostGauges {

  /** Identifies a row of gauges. The limit's name is empty if no limit is known. */
  private record Key(String host, String account, String limit) {
    static Key of(HostStatus host) {
      return new Key(
          host.host(),
          host.account(),
          host.rateLimit().map(limit -> nameOf(limit.name())).orElse(""));
    }

    Tags tags() {
      return Tags.of("host", host, "account", account);
    }

    Tags limitTags() {
      return tags().and("limit", limit);
    }
  }

  /** Returns the tag of a limit's name. */
  static String nameOf(String limit) {
    return limit.isEmpty() ? "unnamed" : limit;
  }

  private record Column(
      MultiGauge gauge, boolean ofLimit, Function<HostStatus, Optional<Double>> value) {}

  private final MeterRegistry registry;
  private final Snapshot snapshot;
  private final List<Column> columns = new ArrayList<>();
  private Set<Key> known = Set.of();

  HostGauges(MeterRegistry registry, Snapshot snapshot) {
    this.registry = registry;
    this.snapshot = snapshot;
    host(
        "circuit.open",
        "",
        "1 while the circuit is open: the host kept failing and gets no requests",
        host -> host.circuitOpen() ? 1.0 : 0.0);
    host(
        "account.queries",
        "",
        "Distinct queries of the account",
        host -> (double) host.liveQueries());
    host(
        "account.waiting",
        "",
        "Queries that wait for a request to be sent",
        host -> (double) host.waitingQueries());
    host("requests.active", "", "Requests under way", host -> (double) host.requestsUnderWay());
    limit("ratelimit.limit", "", "Requests allowed per period", limit -> (double) limit.limit());
    limit("ratelimit.period", "seconds", "Length of the period", limit -> seconds(limit.period()));
    limit(
        "ratelimit.remaining",
        "",
        "Requests left in the period",
        limit -> (double) limit.remaining());
    limit(
        "ratelimit.reset",
        "seconds",
        "Time until the period ends",
        limit -> seconds(limit.reset()));
    limit(
        "ratelimit.pace",
        "",
        "Requests per second that this process may send",
        RateLimitStatus::pacePerSecond);
    limit(
        "ratelimit.closed",
        "seconds",
        "How long a 429 still holds requests back",
        limit -> seconds(limit.closedFor()));
    advice(
        "ratelimit.needed",
        "",
        "The limit that keeps all queries fresh",
        advice -> (double) advice.neededLimit());
    advice(
        "ratelimit.age",
        "seconds",
        "How old a value may become at the present limit",
        advice -> seconds(advice.ageNow()));
    update();
  }

  private void host(
      String name, String unit, String description, Function<HostStatus, Double> value) {
    columns.add(
        new Column(gauge(name, unit, description), false, host -> Optional.of(value.apply(host))));
  }

  private void limit(
      String name, String unit, String description, Function<RateLimitStatus, Double> value) {
    columns.add(
        new Column(gauge(name, unit, description), true, host -> host.rateLimit().map(value)));
  }

  private void advice(
      String name, String unit, String description, Function<LimitAdvice, Double> value) {
    columns.add(new Column(gauge(name, unit, description), true, host -> host.advice().map(value)));
  }

  private MultiGauge gauge(String name, String unit, String description) {
    MultiGauge.Builder gauge = MultiGauge.builder("scaler4j." + name).description(description);
    return (unit.isEmpty() ? gauge : gauge.baseUnit(unit)).register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Adds the rows of new hosts and limits, and drops those that no longer exist. */
  void update() {
    List<HostStatus> hosts = snapshot.statistics().hosts();
    Set<Key> keys = hosts.stream().map(Key::of).collect(Collectors.toUnmodifiableSet());
    if (!keys.equals(known)) {
      known = keys;
      columns.forEach(column -> column.gauge().register(rows(column), true));
    }
  }

  /** Adds the rows of an event's host and limit if they are missing. */
  void know(String host, String account, Optional<String> limit) {
    boolean there =
        known.stream()
            .anyMatch(
                key ->
                    key.host().equals(host)
                        && key.account().equals(account)
                        && limit.map(key.limit()::equals).orElse(true));
    if (!there) {
      snapshot.renew();
    }
    update();
  }

  private List<MultiGauge.Row<?>> rows(Column column) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (Key key : known) {
      if (!column.ofLimit() || !key.limit().isEmpty()) {
        rows.add(
            MultiGauge.Row.of(
                column.ofLimit() ? key.limitTags() : key.tags(),
                snapshot,
                now -> value(column, key, now)));
      }
    }
    return rows;
  }

  private static double value(Column column, Key key, Snapshot now) {
    return now.statistics().hosts().stream()
        .filter(host -> Key.of(host).equals(key))
        .findFirst()
        .flatMap(column.value())
        .orElse(Double.NaN);
  }
}
