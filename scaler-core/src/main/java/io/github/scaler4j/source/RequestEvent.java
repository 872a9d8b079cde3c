package io.github.scaler4j.source;

import java.time.Duration;

/**
 * One HTTP request, ended.
 *
 * @param host the host that was asked
 * @param status the HTTP status, or 0 if no answer came
 * @param duration from sending to the last byte or the fault
 * @param queries how many queries it carried
 */
public record RequestEvent(String host, int status, Duration duration, int queries) {}
