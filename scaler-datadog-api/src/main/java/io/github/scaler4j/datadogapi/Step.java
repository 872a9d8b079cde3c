package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.Refresh;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The consequences of one event in a lane.
 *
 * @param refresh what the reader is told whose wish the event was; {@link Refresh#UNDER_WAY}
 *     otherwise
 * @param acts what is to be done, in this order
 * @param wakeAtNanos when the plan wants to look again, if it does
 */
record Step(Refresh refresh, List<Act> acts, OptionalLong wakeAtNanos) {

  /** A wish that is refused, and nothing else. */
  static Step refuse(Refresh.Refused refused) {
    return new Step(refused, List.of(), OptionalLong.empty());
  }

  /** A step that is being made. */
  static final class Draft {
    private final List<Act> acts = new ArrayList<>(1);
    private OptionalLong wakeAtNanos = OptionalLong.empty();

    void add(Act act) {
      acts.add(act);
    }

    /** Wants to look again at that moment, or earlier. */
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
