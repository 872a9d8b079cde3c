package io.github.scaler4j.hpa;

import java.util.ArrayList;
import java.util.List;

/**
 * A second HorizontalPodAutoscaler, written from Kubernetes' description with plain mutable state,
 * to compare {@link HpaCalculator} with. Times are seconds, and proposals are given.
 */
final class PlainHpa {

  private final HpaSpec spec;
  private final List<long[]> recommendations = new ArrayList<>(); // {replicas, second}
  private final List<long[]> ups = new ArrayList<>(); // {change, second}
  private final List<long[]> downs = new ArrayList<>();

  PlainHpa(HpaSpec spec) {
    this.spec = spec;
  }

  /** Returns the replicas of one sync; {@code proposal} is -1 without a valid metric. */
  int sync(int current, int proposal, long now) {
    if (recommendations.isEmpty()) {
      recommendations.add(new long[] {current, now});
    }
    int result;
    if (current == 0) {
      return 0;
    } else if (current > spec.maxReplicas()) {
      result = spec.maxReplicas();
    } else if (current < spec.minReplicas()) {
      result = spec.minReplicas();
    } else if (proposal < 0) {
      return current;
    } else if (spec.behavior().isEmpty()) {
      result = plain(current, proposal, now);
    } else {
      result = behaved(current, proposal, now, spec.behavior().get());
    }
    if (spec.behavior().isPresent() && result > current) {
      store(ups, result - current, now, longest(spec.behavior().get().scaleUp()));
    } else if (spec.behavior().isPresent() && result < current) {
      store(downs, current - result, now, longest(spec.behavior().get().scaleDown()));
    }
    return result;
  }

  private int plain(int current, int proposal, long now) {
    long wish = proposal;
    int reuse = -1;
    for (int i = 0; i < recommendations.size(); i++) {
      long age = now - recommendations.get(i)[1];
      if (age > 300) {
        reuse = i;
      } else {
        wish = Math.max(wish, recommendations.get(i)[0]);
      }
    }
    put(recommendations, reuse, proposal, now);
    long ceiling = Math.min(spec.maxReplicas(), Math.max(2L * current, 4));
    if (wish < spec.minReplicas()) {
      return spec.minReplicas();
    }
    return (int) Math.min(wish, ceiling);
  }

  private int behaved(int current, int proposal, long now, HpaBehavior behavior) {
    long upWindow = behavior.scaleUp().stabilizationWindow().toSeconds();
    long downWindow = behavior.scaleDown().stabilizationWindow().toSeconds();
    long floor = proposal;
    long roof = proposal;
    int reuse = -1;
    for (int i = 0; i < recommendations.size(); i++) {
      long age = now - recommendations.get(i)[1];
      if (age < upWindow) {
        floor = Math.min(floor, recommendations.get(i)[0]);
      }
      if (age < downWindow) {
        roof = Math.max(roof, recommendations.get(i)[0]);
      }
      if (age > upWindow && age > downWindow) {
        reuse = i;
      }
    }
    put(recommendations, reuse, proposal, now);
    long wish = current;
    if (wish < floor) {
      wish = floor;
    }
    if (wish > roof) {
      wish = roof;
    }
    if (wish > current) {
      long reach = Math.max(current, reach(behavior.scaleUp(), 1, current, now));
      return (int) Math.min(wish, Math.min(reach, spec.maxReplicas()));
    }
    if (wish < current) {
      long reach = Math.min(current, reach(behavior.scaleDown(), -1, current, now));
      return (int) Math.max(wish, Math.max(reach, spec.minReplicas()));
    }
    return current;
  }

  private long reach(ScalingRules rules, int sign, int current, long now) {
    if (rules.selectPolicy() == SelectPolicy.DISABLED) {
      return current;
    }
    List<Long> candidates = new ArrayList<>();
    for (ScalingPolicy policy : rules.policies()) {
      long start = current;
      for (long[] up : ups) {
        start -= now - up[1] < policy.period().toSeconds() ? up[0] : 0;
      }
      for (long[] down : downs) {
        start += now - down[1] < policy.period().toSeconds() ? down[0] : 0;
      }
      double percent = start * (1 + sign * (double) policy.value() / 100);
      if (policy.type() == ScalingPolicy.Type.PODS) {
        candidates.add(start + sign * (long) policy.value());
      } else {
        candidates.add(sign > 0 ? (long) Math.ceil(percent) : (long) percent);
      }
    }
    boolean wantsSmallChange = rules.selectPolicy() == SelectPolicy.MIN;
    candidates.sort(null);
    boolean first = (sign > 0) == wantsSmallChange;
    return candidates.get(first ? 0 : candidates.size() - 1);
  }

  private static long longest(ScalingRules rules) {
    long longest = 0;
    for (ScalingPolicy policy : rules.policies()) {
      longest = Math.max(longest, policy.period().toSeconds());
    }
    return longest;
  }

  private static void store(List<long[]> events, int change, long now, long longest) {
    int reuse = -1;
    for (int i = 0; i < events.size(); i++) {
      if (now - events.get(i)[1] > longest) {
        reuse = i;
      }
    }
    put(events, reuse, change, now);
  }

  private static void put(List<long[]> list, int reuse, int number, long now) {
    long[] entry = {number, now};
    if (reuse < 0) {
      list.add(entry);
    } else {
      list.set(reuse, entry);
    }
  }
}
