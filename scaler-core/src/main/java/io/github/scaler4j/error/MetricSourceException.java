package io.github.scaler4j.error;

import org.jspecify.annotations.Nullable;

/**
 * A source could not answer. This is a fault, not "no data", so a fill value does not replace it.
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
