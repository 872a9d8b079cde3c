package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an HTTP request and decodes its answer. A call becomes a future with a deadline and a cap
 * on the body; every fault of the server becomes a {@link MetricSourceException}.
 *
 * <p>Thread-safe. Retries nothing. The future ends at its deadline even if the call's thread is
 * stuck; otherwise it ends on that thread.
 */
public final class HttpExchange {

  private static final Logger log = LoggerFactory.getLogger(HttpExchange.class);

  private final Call.Factory calls;
  private final long bodyCap;
  private final SourceContext context;
  private final SourceEvents events;
  private final DeadlineTimer timer;

  /**
   * Creates an exchange.
   *
   * @param calls creates the calls; an {@code OkHttpClient}, or a stand-in without sockets
   * @param bodyCap the longest body that is read, in bytes after decompression
   * @param context time and scheduler, to measure and to end requests
   * @param events counts and reports each request
   */
  public HttpExchange(
      Call.Factory calls, long bodyCap, SourceContext context, SourceEvents events) {
    this.calls = requireNonNull(calls, "calls");
    this.bodyCap = bodyCap;
    this.context = requireNonNull(context, "context");
    this.events = requireNonNull(events, "events");
    this.timer = new DeadlineTimer(context);
  }

  /**
   * Sends a request.
   *
   * <p>A linkage error, or an unchecked exception of a decoder or an interceptor, reaches the
   * caller unchanged.
   *
   * @param <T> the decoded answer
   * @param request the request; its URL holds no secret
   * @param deadline for the whole exchange, the body included
   * @param queries how many queries the request carries, for the listener
   * @param capacity how many queries it could carry, for the listener
   * @param decoder decodes the answer, whatever its status
   * @return a future of the decoded answer; cancelling it cancels the call
   */
  public <T> CompletableFuture<T> send(
      Request request, Deadline deadline, int queries, int capacity, ReplyDecoder<T> decoder) {
    long millis = DeadlineTimer.millisLeft(deadline, context.time());
    Exchange<T> exchange;
    try {
      exchange = new Exchange<>(calls.newCall(request), queries, capacity, decoder, millis);
    } catch (Throwable e) {
      // The caller's code, which in Kotlin may throw a checked exception, too.
      return CompletableFuture.failedFuture(e);
    }
    exchange.start(deadline);
    return exchange;
  }

  /** A call as a future, cancellable from either side. */
  private final class Exchange<T> extends CompletableFuture<T> implements Callback {

    private final Call call;
    private final int queries;
    private final int capacity;
    private final ReplyDecoder<T> decoder;
    private final SentRequest sent;
    private final CallFaults faults;
    private final long startedNanos = context.time().nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    Exchange(Call call, int queries, int capacity, ReplyDecoder<T> decoder, long timeoutMillis) {
      this.call = call;
      this.sent = SentRequest.of(call);
      this.queries = queries;
      this.capacity = capacity;
      this.decoder = decoder;
      this.faults = new CallFaults(call.request(), sent, timeoutMillis);
    }

    void start(Deadline deadline) {
      // For OkHttp, zero means no limit.
      long limit = Math.max(1, deadline.leftNanos(context.time()));
      try {
        call.timeout().timeout(limit, TimeUnit.NANOSECONDS);
        call.enqueue(this);
      } catch (Throwable e) {
        end(0, null, e);
        return;
      }
      // Without the timer, a thread that is stuck in a resolver or a caller's interceptor would
      // block the readers. If the scheduler takes no task, OkHttp's own timeout must suffice.
      boolean unused = timer.start(this, deadline, this::onDeadline);
    }

    private void onDeadline() {
      if (!ended.get()) {
        sent.onTimeout();
      }
      end(0, null, faults.noAnswer());
      cancelCall();
    }

    @Override
    public void onResponse(Call ignored, Response response) {
      int status = response.code();
      try (response) {
        if (ended.get()) {
          return;
        }
        onAnswer(status, decode(status, response), null);
      } catch (MetricSourceException e) {
        onAnswer(status, null, e);
      } catch (JacksonException e) {
        onAnswer(status, null, faults.unexpected(status, e.getOriginalMessage()));
      } catch (MalformedBodyException e) {
        onAnswer(status, null, faults.unexpected(status, String.valueOf(e.getMessage())));
      } catch (IOException e) {
        onBreak(e);
        end(0, null, faults.transport(e));
      } catch (Throwable e) {
        end(status, null, e);
      } finally {
        sent.onEnd();
      }
    }

    // Counted before the reader is notified, because the reader may send the next request at once.
    private void onAnswer(int status, @Nullable T value, @Nullable Throwable fault) {
      sent.onAnswer();
      end(status, value, fault);
    }

    private T decode(int status, Response response) throws IOException {
      try (BufferedSource body = Okio.buffer(new CappedSource(response.body().source(), bodyCap))) {
        T value = decoder.decode(status, response.headers(), body);
        drain(status, body);
        return value;
      }
    }

    @Override
    public void onFailure(Call ignored, IOException e) {
      Throwable unchecked = CallFaults.unchecked(e);
      if (unchecked == null) {
        onBreak(e);
      }
      end(0, null, unchecked == null ? faults.transport(e) : unchecked);
      sent.onEnd();
    }

    private void onBreak(IOException e) {
      if (ended.get()) {
        return;
      }
      if (e instanceof InterruptedIOException) {
        sent.onTimeout();
      } else if (!call.isCanceled()) {
        sent.onBreak();
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      cancelCall();
      return cancelled;
    }

    // Cancelling may run the caller's code, such as an event listener. The future has ended anyway.
    private void cancelCall() {
      try {
        call.cancel();
      } catch (Throwable e) {
        // Not its message, which may quote the request.
        log.warn("{}: cancelling a request threw {}", host(), e.getClass().getName());
      }
    }

    // An unread HTTP/2 body costs a reset of its stream and a delay. Bytes beyond the cap are not
    // worth reading and don't affect a decoded value. Nor does the end of a refusal's body: its
    // status and headers are known, and RefusalText has limited its time.
    private static void drain(int status, BufferedSource body) throws IOException {
      try {
        body.readAll(Okio.blackhole());
      } catch (IOException e) {
        if (status == 200 && !(e instanceof MalformedBodyException)) {
          throw e;
        }
      }
    }

    /** Ends the exchange once, with whatever comes first: the answer, a fault, or the deadline. */
    private void end(int status, @Nullable T value, @Nullable Throwable fault) {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      if (isCancelled() && !sent.mayHaveLeft()) {
        // It was given up while it waited behind other requests.
        return;
      }
      events.countRequest(status, queries);
      if (log.isDebugEnabled()) {
        log.debug(
            "{} {}: {} after {} ms, {} of {} queries",
            host(),
            account(),
            status == 0 ? "no answer" : "HTTP " + status,
            TimeUnit.NANOSECONDS.toMillis(context.time().nanoTime() - startedNanos),
            queries,
            capacity);
      }
      events.publish(
          SourceListener::onRequest,
          () ->
              RequestEvent.of(
                      host(),
                      account(),
                      status,
                      Duration.ofNanos(context.time().nanoTime() - startedNanos))
                  .withQueries(queries, capacity));
      if (fault == null) {
        complete(value);
      } else {
        completeExceptionally(fault);
      }
    }

    private String account() {
      AccountName account = call.request().tag(AccountName.class);
      return account == null ? "" : account.text();
    }

    private String host() {
      return call.request().url().host();
    }
  }
}
