package io.github.scaler4j.source;

/**
 * Is told what a source does, for metrics and logs.
 *
 * <p>Called on the thread on which it happens, so implementations are quick and thread-safe. What
 * they throw is logged and goes no further. Nothing is reported of a read that finds a fresh value.
 */
public interface SourceListener {

  /** Listens to nothing. */
  SourceListener NONE = new SourceListener() {};

  /**
   * An HTTP request ended.
   *
   * @param event what was asked and what came of it
   */
  default void onRequest(RequestEvent event) {}
}
