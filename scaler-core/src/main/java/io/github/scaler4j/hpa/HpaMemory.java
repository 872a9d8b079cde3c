package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A HorizontalPodAutoscaler's memory from one sync to the next.
 *
 * <p>Immutable plain data that can be stored and restored. Kubernetes' controller keeps the same
 * lists in memory and loses them at a restart. New entries overwrite old entries that no window or
 * policy covers any more, so the lists are as long as the windows need.
 *
 * @param recommendations the metrics' proposals, before any window, policy or bound
 * @param scaleUps increases of replicas; kept only with a {@code behavior}
 * @param scaleDowns decreases of replicas; kept only with a {@code behavior}
 */
public record HpaMemory(
    List<Recommendation> recommendations, List<ScaleEvent> scaleUps, List<ScaleEvent> scaleDowns) {

  private static final HpaMemory EMPTY = new HpaMemory(List.of(), List.of(), List.of());

  /**
   * The metrics' proposal at one sync.
   *
   * @param replicas 0 or more
   * @param at the time of the sync
   */
  public record Recommendation(int replicas, Instant at) {

    /**
     * Creates a recommendation.
     *
     * @throws IllegalArgumentException if {@code replicas} is negative
     * @throws NullPointerException if {@code at} is null
     */
    public Recommendation {
      SettingRules.atLeast(0, replicas, "replicas");
      requireNonNull(at, "at");
    }

    private Recommendation notAfter(Instant now) {
      return at.isAfter(now) ? new Recommendation(replicas, now) : this;
    }
  }

  /**
   * One change of replicas.
   *
   * @param change the number of replicas, positive in both directions
   * @param at when the change was made
   */
  public record ScaleEvent(int change, Instant at) {

    /**
     * Creates an event.
     *
     * @throws IllegalArgumentException if {@code change} is less than 1
     * @throws NullPointerException if {@code at} is null
     */
    public ScaleEvent {
      SettingRules.atLeast(1, change, "change");
      requireNonNull(at, "at");
    }

    private ScaleEvent notAfter(Instant now) {
      return at.isAfter(now) ? new ScaleEvent(change, now) : this;
    }
  }

  /**
   * Creates a memory.
   *
   * @throws NullPointerException if an argument is null
   */
  public HpaMemory {
    recommendations = List.copyOf(recommendations);
    scaleUps = List.copyOf(scaleUps);
    scaleDowns = List.copyOf(scaleDowns);
  }

  /**
   * Returns the memory of an autoscaler before its first sync.
   *
   * @return three empty lists
   */
  public static HpaMemory empty() {
    return EMPTY;
  }

  /** Returns this memory with no time later than a given one. */
  HpaMemory notAfter(Instant now) {
    return new HpaMemory(
        recommendations.stream().map(past -> past.notAfter(now)).toList(),
        scaleUps.stream().map(event -> event.notAfter(now)).toList(),
        scaleDowns.stream().map(event -> event.notAfter(now)).toList());
  }

  /** Kubernetes counts the replicas at the first sync as a recommendation. */
  HpaMemory begun(int current, Instant now) {
    return recommendations.isEmpty()
        ? withRecommendations(List.of(new Recommendation(current, now)))
        : this;
  }

  HpaMemory withRecommendations(List<Recommendation> latest) {
    return new HpaMemory(latest, scaleUps, scaleDowns);
  }

  /** Adds a change of replicas; the rules determine which events are too old. */
  HpaMemory withChange(HpaBehavior behavior, int from, int to, Instant now) {
    return to > from
        ? new HpaMemory(
            recommendations,
            noted(scaleUps, new ScaleEvent(to - from, now), behavior.scaleUp()),
            scaleDowns)
        : new HpaMemory(
            recommendations,
            scaleUps,
            noted(scaleDowns, new ScaleEvent(from - to, now), behavior.scaleDown()));
  }

  private static List<ScaleEvent> noted(
      List<ScaleEvent> events, ScaleEvent latest, ScalingRules rules) {
    Instant cutoff = latest.at().minus(rules.longestPeriod());
    int outdated = -1;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).at().isBefore(cutoff)) {
        outdated = i;
      }
    }
    return replaced(events, outdated, latest);
  }

  /**
   * As in Kubernetes, only the last outdated entry is replaced. Other outdated entries stay, and a
   * policy of the other direction with a longer period still counts them.
   */
  static <T> List<T> replaced(List<T> entries, int index, T latest) {
    List<T> result = new ArrayList<>(entries);
    if (index >= 0) {
      result.set(index, latest);
    } else {
      result.add(latest);
    }
    return result;
  }

  static int changeWithin(List<ScaleEvent> events, Duration period, Instant now) {
    Instant cutoff = now.minus(period);
    int change = 0;
    for (ScaleEvent event : events) {
      if (event.at().isAfter(cutoff)) {
        change += event.change();
      }
    }
    return change;
  }
}
