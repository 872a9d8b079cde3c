package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Runs the caller's code, such as the supplier of a key, on a thread that no reader needs.
 *
 * <p>Thread-safe. However many readers wait for the same answer, the code runs once at a time, so
 * code that hangs holds one thread. Each reader waits until its own deadline.
 *
 * @param <K> identifies what the code supplies
 * @param <V> what the code supplies
 */
public final class CallerCode<K, V> {

  private final SourceContext context;
  private final DeadlineTimer timer;
  private final Map<K, Call> calls = new ConcurrentHashMap<>();

  /**
   * Creates an instance without any calls.
   *
   * @param context time, scheduler and executor
   */
  public CallerCode(SourceContext context) {
    this.context = requireNonNull(context, "context");
    this.timer = new DeadlineTimer(context);
  }

  /**
   * Runs the code on the context's executor, or joins the call for the same key that is already
   * running.
   *
   * @param key identifies the call
   * @param what names the result in the message of a reader whose time is up
   * @param deadline how long to wait for the code; the code is not interrupted
   * @param code the caller's; may block, and may throw
   * @return a future of the code's result. It fails with the code's own exception, or with a {@link
   *     TransportException} at the deadline or if the executor rejects the task
   */
  public CompletableFuture<V> call(K key, String what, Deadline deadline, Supplier<V> code) {
    Reader<V> own = new Reader<>();
    long millis = DeadlineTimer.millisLeft(deadline, context.time());
    Call call = calls.computeIfAbsent(key, none -> new Call(key, code));
    while (!call.join(own)) {
      calls.remove(key, call);
      call = calls.computeIfAbsent(key, none -> new Call(key, code));
    }
    call.start(what);
    boolean timed =
        timer.start(
            own,
            deadline,
            () ->
                own.completeExceptionally(
                    new TransportException(
                        what + ": not supplied within " + millis + " ms", null)));
    if (!timed) {
      own.completeExceptionally(
          new TransportException(
              what + ": not supplied, because the scheduler has been shut down", null));
    }
    return own;
  }

  /** One reader's future. */
  private static final class Reader<V> extends CompletableFuture<V> {}

  /**
   * One call of the code, and the readers that wait for it. Readers whose time is up leave, so code
   * that hangs holds none of them.
   */
  private final class Call {
    private final K key;
    private final Supplier<V> code;

    private final Object lock = new Object();

    @GuardedBy("lock") private final Set<Reader<V>> readers = new LinkedHashSet<>();

    @GuardedBy("lock") private boolean submitted;

    @GuardedBy("lock") private boolean running;

    @GuardedBy("lock") private boolean over;

    Call(K key, Supplier<V> code) {
      this.key = key;
      this.code = code;
    }

    /** Returns false if the call is over. */
    boolean join(Reader<V> own) {
      synchronized (lock) {
        if (over) {
          return false;
        }
        readers.add(own);
      }
      Backstop.whenDone(own, (value, fault) -> leave(own), fault -> {});
      return true;
    }

    void start(String what) {
      synchronized (lock) {
        if (submitted) {
          return;
        }
        submitted = true;
      }
      try {
        context.executor().execute(this::run);
      } catch (Throwable e) {
        Throwable fault =
            e instanceof Error
                ? e
                : new TransportException(
                    what + ": not supplied, because the executor rejected the task", e);
        end().forEach(reader -> reader.completeExceptionally(fault));
      }
    }

    private void run() {
      synchronized (lock) {
        if (over) {
          return;
        }
        running = true;
      }
      V value;
      try {
        value = code.get();
      } catch (Throwable e) {
        // Code in Kotlin may throw a checked exception, too.
        end().forEach(reader -> reader.completeExceptionally(e));
        return;
      }
      end().forEach(reader -> reader.complete(value));
    }

    // Removed before the readers are notified, so a reader that calls again gets a new answer.
    private List<Reader<V>> end() {
      calls.remove(key, this);
      synchronized (lock) {
        over = true;
        return List.copyOf(readers);
      }
    }

    // An executor may drop a task. So without readers a task that is not running is given up, and
    // the next reader starts a new one.
    private void leave(Reader<V> own) {
      synchronized (lock) {
        readers.remove(own);
        over = over || (readers.isEmpty() && !running);
        if (!over) {
          return;
        }
      }
      calls.remove(key, this);
    }
  }
}
