package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.source.Deadline;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The requests of one account that are under way. Thread-safe. */
final class LaneCalls {

  private final Account account;
  private final String name;
  private final QueryExchange exchange;
  private final BiConsumer<Batch, Reply> onEnd;
  private final Map<Batch, CompletableFuture<Reply>> calls = new ConcurrentHashMap<>();

  /**
   * Creates an account's calls without any under way.
   *
   * @param name the account's name in events
   * @param onEnd receives the end of each request once, on any thread
   */
  LaneCalls(Account account, String name, QueryExchange exchange, BiConsumer<Batch, Reply> onEnd) {
    this.account = account;
    this.name = name;
    this.exchange = exchange;
    this.onEnd = onEnd;
  }

  /** Registers a request, so that {@link #cancel} can end it; {@link #follow} reports its end. */
  void begin(Batch batch, Deadline deadline) {
    CompletableFuture<Reply> call;
    try {
      call = exchange.send(account, name, batch.texts(), batch.composition() != null, deadline);
    } catch (Throwable e) {
      // Its end is reported like that of any other request.
      call = CompletableFuture.failedFuture(e);
    }
    calls.put(batch, call);
  }

  /** Reports the end of a request, at least to the readers. */
  void follow(Batch batch) {
    Backstop.whenDone(
        requireNonNull(calls.get(batch)),
        (reply, fault) -> {
          calls.remove(batch);
          onEnd.accept(batch, reply == null ? new Reply.Missing(requireNonNull(fault)) : reply);
        },
        fault -> batch.queries().forEach(query -> query.readers().onAbort(fault)));
  }

  /** Gives up a request if it is under way. */
  void cancel(Batch batch) {
    CompletableFuture<Reply> call = calls.get(batch);
    if (call != null) {
      call.cancel(false);
    }
  }
}
