package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a HorizontalPodAutoscaler remembers from one sync to the next.
 *
 * <p>Immutable, and plain data that can be stored and given back. Kubernetes' own controller holds
 * the same lists in memory, and loses them with a restart. An entry that no window and no policy
 * reaches is overwritten by the next one, so the lists are as long as the windows need.
 *
 * @param recommendations what the metrics asked for, before any window, policy or bound
 * @param scaleUps by how much replicas were raised; kept only under a {@code behavior}
 * @param scaleDowns by how much they were lowered; kept only under a {@code behavior}
 */
public record HpaMemory(
    List<Recommendation> recommendations, List<ScaleEvent> scaleUps, List<ScaleEvent> scaleDowns) {

  private static final HpaMemory EMPTY = new HpaMemory(List.of(), List.of(), List.of());

  /**
   * What the metrics asked for at one sync.
   *
   * @param replicas 0 or more
   * @param at the time of the sync
   */
  public record Recommendation(int replicas, Instant at) {

    /**
     * Creates a recommendation.
     *
     * @throws NullPointerException if {@code at} is null
     */
    public Recommendation {
      requireNonNull(at, "at");
    }
  }

  /**
   * One change of replicas.
   *
   * @param change by how many, as a positive number in both directions
   * @param at when it was made
   */
  public record ScaleEvent(int change, Instant at) {

    /**
     * Creates an event.
     *
     * @throws NullPointerException if {@code at} is null
     */
    public ScaleEvent {
      requireNonNull(at, "at");
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

  /** Kubernetes takes the replicas that it finds at the first sync for a recommendation. */
  HpaMemory begun(int current, Instant now) {
    return recommendations.isEmpty()
        ? withRecommendations(List.of(new Recommendation(current, now)))
        : this;
  }

  HpaMemory withRecommendations(List<Recommendation> latest) {
    return new HpaMemory(latest, scaleUps, scaleDowns);
  }

  /** Notes a change of replicas; the rules tell which events are too old. */
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
   * As in Kubernetes, only the last entry that is too old makes room; others that are too old stay,
   * and a policy of the other direction with a longer period still counts them.
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
