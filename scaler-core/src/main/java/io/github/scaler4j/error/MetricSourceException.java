package io.github.scaler4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a source can't answer. This is a fault, not "no data", so {@code
 * metricUnavailableValue} is not used.
 */
public abstract sealed class MetricSourceException extends ScalerException
    permits AuthorizationException,
        RateLimitedException,
        QueryRejectedException,
        TransportException,
        UnexpectedResponseException {

  private static final long serialVersionUID = 1L;

  MetricSourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
