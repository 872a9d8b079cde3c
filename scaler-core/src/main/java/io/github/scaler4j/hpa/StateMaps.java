package io.github.scaler4j.hpa;

import io.github.scaler4j.hpa.HpaMemory.Recommendation;
import io.github.scaler4j.hpa.HpaMemory.ScaleEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Converts an {@link AutoscalerState} to maps and lists, always in the same order, and back. */
final class StateMaps {

  private static final String CREATED_AT = "createdAt";
  private static final String LAST_ACTIVE = "lastActive";
  private static final String HEALTH = "health";
  private static final String FAILURES = "failures";
  private static final String ANSWERED_AT = "answeredAt";
  private static final String RECOMMENDATIONS = "recommendations";
  private static final String SCALE_UPS = "scaleUps";
  private static final String SCALE_DOWNS = "scaleDowns";
  private static final String REPLICAS = "replicas";
  private static final String AT = "at";

  private StateMaps() {}

  static Map<String, Object> write(AutoscalerState state) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(CREATED_AT, state.activation().createdAt().toString());
    state.activation().lastActive().ifPresent(time -> map.put(LAST_ACTIVE, time.toString()));
    Map<String, Object> health = new TreeMap<>();
    state.health().forEach((name, value) -> health.put(name, write(value)));
    map.put(HEALTH, Collections.unmodifiableMap(health));
    map.put(
        RECOMMENDATIONS,
        state.hpa().recommendations().stream()
            .map(past -> write(past.replicas(), past.at()))
            .toList());
    map.put(SCALE_UPS, write(state.hpa().scaleUps()));
    map.put(SCALE_DOWNS, write(state.hpa().scaleDowns()));
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Object> write(MetricHealth health) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(FAILURES, health.failures());
    health.answeredAt().ifPresent(time -> map.put(ANSWERED_AT, time.toString()));
    return Collections.unmodifiableMap(map);
  }

  private static List<Map<String, Object>> write(List<ScaleEvent> events) {
    return events.stream().map(event -> write(event.change(), event.at())).toList();
  }

  private static Map<String, Object> write(int replicas, Instant at) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(REPLICAS, replicas);
    map.put(AT, at.toString());
    return Collections.unmodifiableMap(map);
  }

  static AutoscalerState read(Map<String, ?> map) {
    Map<String, MetricHealth> health = new TreeMap<>();
    map(present(map.get(HEALTH), Map.of()), HEALTH)
        .forEach((name, value) -> health.put(String.valueOf(name), readHealth(value)));
    return new AutoscalerState(
        new ActivationState(
            time(map.get(CREATED_AT), CREATED_AT), optionalTime(map.get(LAST_ACTIVE), LAST_ACTIVE)),
        health,
        new HpaMemory(
            entries(map, RECOMMENDATIONS, Recommendation::new),
            entries(map, SCALE_UPS, ScaleEvent::new),
            entries(map, SCALE_DOWNS, ScaleEvent::new)));
  }

  private static MetricHealth readHealth(@Nullable Object value) {
    Map<?, ?> fields = map(value, HEALTH);
    return new MetricHealth(
        number(fields.get(FAILURES), FAILURES), optionalTime(fields.get(ANSWERED_AT), ANSWERED_AT));
  }

  private static <T> List<T> entries(
      Map<String, ?> map, String field, BiFunction<Integer, Instant, T> entry) {
    if (!(present(map.get(field), List.of()) instanceof List<?> list)) {
      throw wrong(field, "a list", map.get(field));
    }
    return list.stream()
        .map(element -> map(element, field))
        .map(
            fields ->
                entry.apply(
                    number(fields.get(REPLICAS), field + "." + REPLICAS),
                    time(fields.get(AT), field + "." + AT)))
        .toList();
  }

  // Some serializers leave out what is empty.
  private static Object present(@Nullable Object value, Object empty) {
    return value == null ? empty : value;
  }

  private static Map<?, ?> map(@Nullable Object value, String field) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(field, "a map", value);
  }

  private static int number(@Nullable Object value, String field) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw wrong(field, "a whole number", value);
  }

  private static Optional<Instant> optionalTime(@Nullable Object value, String field) {
    return value == null ? Optional.empty() : Optional.of(time(value, field));
  }

  private static Instant time(@Nullable Object value, String field) {
    try {
      if (value instanceof String text) {
        return Instant.parse(text);
      }
    } catch (DateTimeException e) {
      // Reported below, with the field.
    }
    throw wrong(field, "a time in ISO 8601", value);
  }

  private static IllegalArgumentException wrong(
      String field, String wanted, @Nullable Object value) {
    return new IllegalArgumentException(field + ": must be " + wanted + ", got " + value);
  }
}
