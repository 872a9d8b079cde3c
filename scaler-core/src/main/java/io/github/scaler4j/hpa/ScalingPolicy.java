package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * One limit on how fast a HorizontalPodAutoscaler scales: a number of pods, or a percentage, within
 * a period.
 *
 * @param type what {@code value} counts
 * @param value pods or percent, 1 or more
 * @param period the period in which changes count; whole seconds, 1 to 1800
 */
public record ScalingPolicy(Type type, int value, Duration period) {

  private static final Duration MIN_PERIOD = Duration.ofSeconds(1);
  private static final Duration MAX_PERIOD = Duration.ofMinutes(30);

  /** What a policy counts. */
  public enum Type {
    /** Pods that are added or removed. */
    PODS("Pods"),
    /** Percent of the replicas at the period's start. */
    PERCENT("Percent");

    private final String kubernetesName;

    Type(String kubernetesName) {
      this.kubernetesName = kubernetesName;
    }

    /**
     * Returns the name in a Kubernetes object.
     *
     * @return {@code Pods} or {@code Percent}
     */
    public String kubernetesName() {
      return kubernetesName;
    }

    @Override
    public String toString() {
      return kubernetesName;
    }
  }

  /**
   * Creates a policy; the limits are those of Kubernetes' API server.
   *
   * @throws IllegalArgumentException if {@code value} is below 1, or {@code period} is not a whole
   *     number of seconds from 1 to 1800
   * @throws NullPointerException if an argument is null
   */
  public ScalingPolicy {
    requireNonNull(type, "type");
    SettingRules.atLeast(1, value, "value");
    if (!isWholeSeconds(period, MIN_PERIOD, MAX_PERIOD)) {
      throw new IllegalArgumentException(
          "periodSeconds: must be a whole number of seconds from 1 to 1800, got " + period);
    }
  }

  /**
   * Creates a policy that counts pods.
   *
   * @param value how many pods; 1 or more
   * @param period whole seconds, 1 to 1800
   * @return a policy of type {@link Type#PODS}
   * @throws IllegalArgumentException if a number is out of its bounds
   */
  public static ScalingPolicy pods(int value, Duration period) {
    return new ScalingPolicy(Type.PODS, value, period);
  }

  /**
   * Creates a policy that counts percent.
   *
   * @param value the percentage; 1 or more, possibly above 100
   * @param period whole seconds, 1 to 1800
   * @return a policy of type {@link Type#PERCENT}
   * @throws IllegalArgumentException if a number is out of its bounds
   */
  public static ScalingPolicy percent(int value, Duration period) {
    return new ScalingPolicy(Type.PERCENT, value, period);
  }

  static boolean isWholeSeconds(Duration duration, Duration least, Duration most) {
    return duration.equals(duration.truncatedTo(ChronoUnit.SECONDS))
        && duration.compareTo(least) >= 0
        && duration.compareTo(most) <= 0;
  }

  /** Returns the policy as text: {@code 4 pods in 15 s}, {@code 100 % in 60 s}. */
  @Override
  public String toString() {
    return value + (type == Type.PODS ? " pods in " : " % in ") + period.toSeconds() + " s";
  }
}
