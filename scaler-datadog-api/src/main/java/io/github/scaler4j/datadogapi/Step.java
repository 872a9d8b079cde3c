package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.Refresh;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The consequences of one event in a lane.
 *
 * @param refresh the response to the reader whose wish the event was; {@link Refresh#UNDER_WAY}
 *     otherwise
 * @param acts the actions to perform, in this order
 * @param wakeAtNanos when the plan wants to be woken, if it does
 */
record Step(Refresh refresh, List<Act> acts, OptionalLong wakeAtNanos) {

  /** Refuses a wish, without any action. */
  static Step refuse(Refresh.Refused refused) {
    return new Step(refused, List.of(), OptionalLong.empty());
  }

  /** Returns this step with the acts of another after its own. */
  Step then(Step other) {
    List<Act> both = new ArrayList<>(acts);
    both.addAll(other.acts);
    return new Step(refresh, both, wakeAtNanos);
  }

  /** A step under construction. Confined to the plan. */
  static final class Draft {
    private final List<Act> acts = new ArrayList<>(1);
    private OptionalLong wakeAtNanos = OptionalLong.empty();

    void add(Act act) {
      acts.add(act);
    }

    /** Requests a wake-up at that moment or earlier. */
    void wakeAt(long nanos) {
      if (wakeAtNanos.isEmpty() || nanos - wakeAtNanos.getAsLong() < 0) {
        wakeAtNanos = OptionalLong.of(nanos);
      }
    }

    Step finish(Refresh refresh) {
      return new Step(refresh, acts, wakeAtNanos);
    }

    Step finish() {
      return finish(Refresh.UNDER_WAY);
    }
  }
}
