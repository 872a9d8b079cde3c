package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.engine.HeaderValue;
import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.engine.SupplierFailure;
import io.github.scaler4j.engine.UntrustedCertificate;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * Interprets an agent's answer without a value: who refused what, and what to do about it.
 *
 * @param host the host that answered
 * @param status the HTTP status
 * @param tokenSent whether the request carried a token
 * @param secrets the request's secrets, which no message may show
 */
record AgentErrors(String host, int status, boolean tokenSent, Collection<String> secrets) {

  private static final Pattern DENIED =
      Pattern.compile(
          "User \"(?<user>[^\"]*)\" cannot (?<verb>\\S+) (?:resource|path) \"(?<what>[^\"]*)\""
              + "(?: in API group \"(?<group>[^\"]*)\")?"
              + "(?: in the namespace \"(?<namespace>[^\"]*)\")?");

  private static final long LONGEST_SECONDS = Duration.ofDays(31).toSeconds();

  private static final int LONGEST_FAULT = 300;

  /**
   * Interprets an answer other than 200.
   *
   * @param headers its headers
   * @param said the text of its body
   * @param now the reference for an absolute time if the answer has no {@code Date} header
   * @return no data
   * @throws MetricSourceException if it is a fault
   */
  MetricOutcome outcome(Headers headers, AgentStatus said, Instant now) {
    return switch (status) {
      case 401 -> throw unauthorized(said);
      case 403 -> throw forbidden(said);
      case 422 -> new NoData(answered(said));
      case 429 ->
          throw new RateLimitedException(
              answered(said) + "; the agent itself is overloaded", retryAfter(headers, now));
      case 500 -> {
        if (said.structured()) {
          yield ProviderErrors.outcome(said.message());
        }
        throw unexpected(said, headers, now);
      }
      default -> throw unexpected(said, headers, now);
    };
  }

  /** Maps a body of status 200 that is not the metric's list of values. */
  UnexpectedResponseException malformed(MalformedBodyException fault) {
    String what = ErrorText.redact(String.valueOf(fault.getMessage()), secrets);
    return new UnexpectedResponseException(
        status,
        host
            + " answered "
            + status
            + " with an unexpected body: "
            + ErrorText.oneLine(what, LONGEST_FAULT),
        null);
  }

  /**
   * Returns whether a fault may be transient, so that a retry is worthwhile. An agent's answer
   * about one metric stays the same until its next refresh.
   */
  static boolean isTransient(Throwable failure) {
    if (failure instanceof UnexpectedResponseException unexpected) {
      return countsAgainstHost(failure) && unexpected.status() != 501;
    }
    return countsAgainstHost(failure);
  }

  /**
   * Returns whether a fault counts against the agent, which may then get no requests for a while.
   * An agent that gives a reason for one metric works.
   */
  static boolean countsAgainstHost(Throwable failure) {
    if (failure instanceof TransportException transport) {
      // A trigger with a wrong CA must not open the circuit for its neighbours.
      return !UntrustedCertificate.isCauseOf(transport) && !isTokenFault(transport);
    }
    return failure instanceof UnexpectedResponseException unexpected
        && !isOfProvider(failure)
        && (unexpected.status() >= 500 || unexpected.status() == 408);
  }

  /**
   * Returns whether another agent of the same cluster may answer. Each limits its own requests;
   * Datadog's limit is the same for all.
   */
  static boolean canAnotherAnswer(Throwable failure) {
    return countsAgainstHost(failure)
        || (failure instanceof TransportException && UntrustedCertificate.isCauseOf(failure))
        || (failure instanceof RateLimitedException && !isOfProvider(failure));
  }

  private static boolean isOfProvider(Throwable failure) {
    return failure.getCause() instanceof ProviderReason;
  }

  // Neither must a trigger whose supplier fails.
  private static boolean isTokenFault(TransportException failure) {
    return failure.getCause() instanceof SupplierFailure;
  }

  private AuthorizationException unauthorized(AgentStatus said) {
    return tokenSent
        ? refusal(
            Refusal.AGENT_REFUSED_TOKEN,
            said,
            "; the token is unknown to the cluster or expired: use a token of one of its"
                + " service accounts")
        : sawNoToken(said);
  }

  private AuthorizationException forbidden(AgentStatus said) {
    Matcher denied = DENIED.matcher(said.message());
    boolean named = denied.find();
    if (named ? denied.group("user").equals("system:anonymous") : !tokenSent) {
      return sawNoToken(said);
    }
    return refusal(
        Refusal.AGENT_DENIED_PERMISSION,
        said,
        named ? advice(denied) : "; the token's user lacks the permission");
  }

  private AuthorizationException sawNoToken(AgentStatus said) {
    return refusal(
        Refusal.AGENT_SAW_NO_TOKEN,
        said,
        tokenSent
            ? "; a token was sent but did not arrive: a gateway on the path drops the "
                + "Authorization header"
            : "; no token was sent: set authMode bearer and token");
  }

  private AuthorizationException refusal(Refusal refusal, AgentStatus said, String advice) {
    return new AuthorizationException(refusal, status, answered(said) + advice);
  }

  private static String advice(Matcher denied) {
    String verb = denied.group("verb");
    String group = denied.group("group");
    String user = denied.group("user");
    if (group == null) {
      return "; grant it with a ClusterRole rule - {nonResourceURLs: [\""
          + denied.group("what")
          + "\"], verbs: [\""
          + verb
          + "\"]} bound to "
          + user;
    }
    String namespace = denied.group("namespace");
    return "; the permission to "
        + verb
        + " "
        + denied.group("what")
        + " is missing: grant it with a ClusterRole rule - {apiGroups: [\""
        + group
        + "\"], resources: [\"*\"], verbs: [\""
        + verb
        + "\"]} bound to "
        + user
        + (namespace == null ? "" : " in namespace " + namespace);
  }

  private UnexpectedResponseException unexpected(AgentStatus said, Headers headers, Instant now) {
    Optional<Duration> pause = HeaderValue.retryAfter(headers, now);
    String wish = pause.map(time -> "; retry after " + time.toSeconds() + " s").orElse("");
    return UnexpectedResponseException.of(status, answered(said) + advice() + wish, pause);
  }

  private String advice() {
    if (status == 404) {
      return "; this server has no external metrics: the agent's port is 8443 by default and needs"
          + " external_metrics_provider.enabled";
    }
    if (status >= 300 && status < 400) {
      return "; redirects are not followed: use the agent's own address";
    }
    return status == 503 ? "; the agent is starting or overloaded" : "";
  }

  private String answered(AgentStatus said) {
    String words = said.message();
    return host + " answered " + status + (words.isEmpty() ? " with an empty body" : ": " + words);
  }

  private static RateLimitedException.Details retryAfter(Headers headers, Instant now) {
    OptionalLong seconds = HeaderValue.secondsUntil(headers, "Retry-After", now, LONGEST_SECONDS);
    return seconds.isEmpty()
        ? RateLimitedException.Details.UNKNOWN
        : RateLimitedException.Details.builder()
            .reset(Duration.ofSeconds(seconds.getAsLong()))
            .build();
  }
}
