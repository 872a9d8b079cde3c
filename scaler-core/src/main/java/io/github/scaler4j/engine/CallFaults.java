package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Turns what a call ends with into the exception that its readers get. */
final class CallFaults {

  private static final List<String> LIBRARIES =
      List.of("okhttp3.", "okio.", "kotlin.", "java.", "javax.", "jdk.", "sun.");

  private final Request request;
  private final SentRequest sent;
  private final long timeoutMillis;

  /**
   * Creates the faults of one call.
   *
   * @param request the call's request, whose secrets no message shows
   * @param sent tells whether its connection had worked before
   * @param timeoutMillis the call's time limit, for messages
   */
  CallFaults(Request request, SentRequest sent, long timeoutMillis) {
    this.request = request;
    this.sent = sent;
    this.timeoutMillis = timeoutMillis;
  }

  /** Returns the fault of an unexpected body, without a cause whose message may quote it. */
  MetricSourceException unexpected(int status, String what) {
    return new UnexpectedResponseException(
        status, host() + " answered " + status + " with an unexpected body: " + what, null);
  }

  /** Returns the fault of a call without a complete answer in time. */
  MetricSourceException noAnswer() {
    return noAnswer(null);
  }

  private MetricSourceException noAnswer(@Nullable IOException e) {
    return new TransportException(
        host() + ": no complete answer within " + timeoutMillis + " ms",
        sent.mayHaveLeft() ? e : new NoConnectionException(e));
  }

  /** Returns the fault of a connection. */
  MetricSourceException transport(IOException e) {
    if (e instanceof InterruptedIOException) {
      return noAnswer(e);
    }
    // OkHttp quotes what is not HTTP, which may echo the request.
    String said = e.toString();
    String clean = ErrorText.redact(said, RequestSecrets.of(request));
    String what =
        UntrustedCertificate.isCauseOf(e)
            ? "its certificate is not trusted: "
                + clean
                + "; let the JVM trust its CA (javax.net.ssl.trustStore), or give the source an"
                + " HTTP client that does"
            : clean;
    // The kind of a fault is read from its cause, so a cause that can't be shown is replaced.
    IOException shown = clean.equals(said) ? e : new IOException(clean);
    return new TransportException(
        host() + ": " + what,
        sent.isOverProvenConnection() ? new LostConnectionException(shown) : shown);
  }

  /**
   * Returns the unchecked exception of the call's thread, which OkHttp reports as the cause of a
   * cancellation; null if the server is at fault. An exception that OkHttp itself throws means an
   * invalid answer, such as one with a negative status, unless the caller's code called OkHttp
   * wrongly.
   */
  static @Nullable Throwable unchecked(IOException e) {
    Throwable thrown = e.getCause();
    if (thrown == null || !String.valueOf(e.getMessage()).startsWith("canceled due to ")) {
      return null;
    }
    return thrown instanceof RuntimeException && isOfTheClient(thrown.getStackTrace())
        ? null
        : thrown;
  }

  /**
   * Whether OkHttp threw it, and not because an interceptor or other code of the caller called
   * OkHttp wrongly.
   */
  private static boolean isOfTheClient(StackTraceElement[] trace) {
    if (trace.length == 0 || !trace[0].getClassName().startsWith("okhttp3.")) {
      return false;
    }
    for (int i = 1; i < trace.length; i++) {
      String frame = trace[i].getClassName();
      if (frame.startsWith("okhttp3.internal.connection.RealCall")) {
        return true;
      }
      if (LIBRARIES.stream().noneMatch(frame::startsWith)) {
        // Beyond proceed(), the interceptor only passed the request on.
        return i > 1 && trace[i - 1].getMethodName().equals("proceed");
      }
    }
    return true;
  }

  private String host() {
    return request.url().host();
  }
}
