package io.github.scaler4j.datadogapi;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A batch that has left the queues and whose end has not come yet. */
final class Flight {

  final Batch batch;

  /** Whether the gate has been told of an end, or will be: what it let pass was tried. */
  volatile boolean tried;

  private volatile @Nullable CompletableFuture<Reply> call;
  private volatile boolean cancelled;

  Flight(Batch batch) {
    this.batch = batch;
  }

  void calling(CompletableFuture<Reply> call) {
    this.call = call;
    if (cancelled) {
      call.cancel(false);
    }
  }

  void cancel() {
    cancelled = true;
    CompletableFuture<Reply> running = call;
    if (running != null) {
      running.cancel(false);
    }
  }
}
