package io.github.scaler4j.engine;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates daemon threads with a name and a number, and logs the exception that ends one. */
public final class DaemonThreads implements ThreadFactory {

  private static final Logger log = LoggerFactory.getLogger(DaemonThreads.class);

  private final String name;
  private final AtomicInteger made = new AtomicInteger();

  /**
   * Creates a factory.
   *
   * @param name the threads' name, such as {@code scaler4j-dns}; a number is appended
   */
  public DaemonThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name + "-" + made.incrementAndGet());
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (dead, fault) ->
            log.debug(
                "a {} thread ended with an exception; its readers were notified", name, fault));
    return thread;
  }
}
