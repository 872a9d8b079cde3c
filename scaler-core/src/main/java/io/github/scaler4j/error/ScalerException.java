package io.github.scaler4j.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of this library's own exceptions.
 *
 * <p>A synchronous call throws it; the future of an asynchronous call fails with it. Messages say
 * what happened, where, and what to do. They never contain a key, a token, or a URL with one.
 */
public abstract sealed class ScalerException extends RuntimeException
    permits InvalidTriggerException, MetricUnavailableException, MetricSourceException {

  private static final long serialVersionUID = 1L;

  ScalerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
