package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;
import java.util.function.Consumer;

/** What the {@link LanePlan} has decided on and its shell performs, outside the lock. */
sealed interface Act {

  /** Sends a request; its end must be reported to the plan. */
  record Send(Batch batch, Deadline deadline) implements Act {}

  /** Gives up a request that is under way. */
  record Cancel(Batch batch) implements Act {}

  /** Reports an event to the listener. */
  record Report(Consumer<SourceEvents> event) implements Act {}

  /** Reports the outcome to the readers of a query. */
  sealed interface Notification extends Act {

    QueryEntry query();

    void notifyReaders();
  }

  /** An answer came. */
  record Deliver(QueryEntry query, QueryAnswer answer, Duration freshFor) implements Notification {
    @Override
    public void notifyReaders() {
      query.readers().onAnswer(answer, freshFor);
    }
  }

  /** No answer came in the request's time; an older value may stand in. */
  record Fail(QueryEntry query, MetricSourceException why, Deadline requestDeadline)
      implements Notification {
    @Override
    public void notifyReaders() {
      query.readers().onFailure(why, requestDeadline);
    }
  }

  /** No answer came, for a reason that more time would not change; an older value may stand in. */
  record Refuse(QueryEntry query, MetricSourceException why) implements Notification {
    @Override
    public void notifyReaders() {
      query.readers().onRefusal(why);
    }
  }

  /** No answer will come, for a reason that an older value must not hide. */
  record Abort(QueryEntry query, Throwable why) implements Notification {
    @Override
    public void notifyReaders() {
      query.readers().onAbort(why);
    }
  }
}
