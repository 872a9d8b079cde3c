package io.github.scaler4j.error;

import org.jspecify.annotations.Nullable;

/** A source could not answer: a fault, never "no data". A fill value does not cover it. */
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
