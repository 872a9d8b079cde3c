package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.TimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Sends one HTTP request and decodes its answer: a call becomes a future, with a time limit, a cap
 * on the body, and every fault as a {@link MetricSourceException}.
 *
 * <p>Thread-safe. Nothing is repeated here, but for a request on a {@link ReaderThread} that is
 * interrupted. The future is completed on an HTTP thread, or on that reader's.
 */
public final class HttpExchange {

  private final Call.Factory calls;
  private final @Nullable ConnectionPool connections;
  private final long bodyCap;
  private final TimeSource time;
  private final SourceListener listener;

  /**
   * Makes an exchange.
   *
   * @param calls makes the calls; an {@code OkHttpClient}, or a stand-in without sockets
   * @param bodyCap the longest body that is read, in bytes after decompression
   * @param time measures the requests
   * @param listener is told of each request
   */
  public HttpExchange(Call.Factory calls, long bodyCap, TimeSource time, SourceListener listener) {
    this.calls = requireNonNull(calls, "calls");
    this.connections = calls instanceof OkHttpClient client ? client.connectionPool() : null;
    this.bodyCap = bodyCap;
    this.time = requireNonNull(time, "time");
    this.listener = requireNonNull(listener, "listener");
  }

  /**
   * Sends a request that is not shared.
   *
   * @param <T> what the answer is decoded to
   * @param request the request, whose URL holds no secret
   * @param timeout for the whole exchange, the body included; greater than zero
   * @param queries how many queries the request carries, for the listener
   * @param decoder decodes the answer, whatever its status
   * @return a future of the decoded answer; to cancel it cancels the call
   */
  public <T> CompletableFuture<T> send(
      Request request, Duration timeout, int queries, ReplyDecoder<T> decoder) {
    return send(request, timeout, queries, queries, decoder);
  }

  /**
   * Sends a request.
   *
   * @param <T> what the answer is decoded to
   * @param request the request, whose URL holds no secret
   * @param timeout for the whole exchange, the body included; greater than zero
   * @param queries how many queries the request carries, for the listener
   * @param capacity how many queries it could carry, for the listener
   * @param decoder decodes the answer, whatever its status
   * @return a future of the decoded answer; to cancel it cancels the call
   */
  public <T> CompletableFuture<T> send(
      Request request, Duration timeout, int queries, int capacity, ReplyDecoder<T> decoder) {
    Call call = calls.newCall(request);
    call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    Exchange<T> exchange = new Exchange<>(call, timeout, queries, capacity, decoder);
    if (!mayRunHere() || !ReaderThread.offer(exchange, timeout)) {
      exchange.handOver();
    }
    return exchange;
  }

  // A first connection may take a name's resolution, which minds neither timeout nor interrupt.
  private boolean mayRunHere() {
    return connections != null && connections.connectionCount() > 0;
  }

  /** A call as a future, cancellable from either side. */
  private final class Exchange<T> extends CompletableFuture<T>
      implements Callback, ReaderThread.Work {

    private volatile Call call;
    private volatile boolean interrupted;
    private final Duration timeout;
    private final int queries;
    private final int capacity;
    private final ReplyDecoder<T> decoder;
    private final long startedNanos = time.nanoTime();

    Exchange(Call call, Duration timeout, int queries, int capacity, ReplyDecoder<T> decoder) {
      this.call = call;
      this.timeout = timeout;
      this.queries = queries;
      this.capacity = capacity;
      this.decoder = decoder;
    }

    @Override
    public void onResponse(Call ignored, Response response) {
      int status = response.code();
      T value;
      try (response;
          BufferedSource body = Okio.buffer(new CappedSource(response.body().source(), bodyCap))) {
        value = decoder.decode(status, response.headers(), body);
        drain(status, body);
      } catch (MetricSourceException e) {
        end(status);
        completeExceptionally(e);
        return;
      } catch (JacksonException e) {
        end(status);
        completeExceptionally(unexpected(status, e.getOriginalMessage()));
        return;
      } catch (MalformedBodyException e) {
        end(status);
        completeExceptionally(unexpected(status, String.valueOf(e.getMessage())));
        return;
      } catch (IOException e) {
        onFailure(call, e);
        return;
      } catch (RuntimeException | Error e) {
        end(status);
        completeExceptionally(e);
        return;
      }
      end(status);
      complete(value);
    }

    @Override
    public void onFailure(Call ignored, IOException e) {
      end(0);
      if (!goesOn()) {
        completeExceptionally(transport(e));
      }
    }

    @Override
    public void run() {
      Response response;
      try {
        response = call.execute();
      } catch (IOException e) {
        onFailure(call, e);
        return;
      }
      onResponse(call, response);
    }

    @Override
    public void handOver() {
      call.enqueue(this);
    }

    @Override
    public void interrupt() {
      interrupted = true;
      call.cancel();
    }

    /** Asks again on another thread if the reader on whose thread this ran was interrupted. */
    private boolean goesOn() {
      long leftNanos = timeout.toNanos() - (time.nanoTime() - startedNanos);
      if (!interrupted || isDone() || leftNanos <= 0) {
        return false;
      }
      interrupted = false;
      Call again = call.clone();
      again.timeout().timeout(leftNanos, TimeUnit.NANOSECONDS);
      call = again;
      handOver();
      if (isDone()) {
        again.cancel();
      }
      return true;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      call.cancel();
      return super.cancel(mayInterruptIfRunning);
    }

    // An HTTP/2 body that is left unread costs a reset of its stream, and some 40 ms. What lies
    // beyond the cap is not worth reading, and takes nothing from a value that is decoded. Nor does
    // the end of a refusal's body matter: what its status and headers say is known.
    private static void drain(int status, BufferedSource body) throws IOException {
      try {
        body.readAll(Okio.blackhole());
      } catch (IOException e) {
        if (status == 200 && !(e instanceof MalformedBodyException)) {
          throw e;
        }
      }
    }

    private void end(int status) {
      listener.onRequest(
          new RequestEvent(
              host(), status, Duration.ofNanos(time.nanoTime() - startedNanos), queries, capacity));
    }

    private String host() {
      return call.request().url().host();
    }

    // Without the cause, whose message may quote the body.
    private MetricSourceException unexpected(int status, String what) {
      return new UnexpectedResponseException(
          status, host() + " answered " + status + " with an unexpected body: " + what, null);
    }

    private MetricSourceException transport(IOException e) {
      if (e instanceof InterruptedIOException) {
        return new TransportException(
            host() + ": no complete answer within " + timeout.toMillis() + " ms", e);
      }
      return new TransportException(host() + ": " + e, e);
    }
  }
}
