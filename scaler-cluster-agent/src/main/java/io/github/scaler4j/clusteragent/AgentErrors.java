package io.github.scaler4j.clusteragent;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Headers;

/** Tells who refused what, and what to do: an agent's answer other than 200. */
final class AgentErrors {

  private static final Pattern DENIED =
      Pattern.compile(
          "User \"(?<user>[^\"]*)\" cannot (?<verb>\\S+) (?:resource|path) \"(?<what>[^\"]*)\""
              + "(?: in API group \"(?<group>[^\"]*)\")?"
              + "(?: in the namespace \"(?<namespace>[^\"]*)\")?");

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private AgentErrors() {}

  /**
   * Finds what a refusal means.
   *
   * @param host who answered
   * @param tokenSent whether the request carried a token
   * @return no data
   * @throws MetricSourceException if it is a fault
   */
  static MetricOutcome outcome(
      String host, int status, Headers headers, AgentStatus said, boolean tokenSent) {
    return switch (status) {
      case 401 ->
          throw new AuthorizationException(
              Refusal.AGENT_REFUSED_TOKEN,
              status,
              answered(host, status, said)
                  + "; the token is unknown to the cluster or expired: give one of its service"
                  + " accounts");
      case 403 -> throw forbidden(host, said, tokenSent);
      case 422 -> new NoData(answered(host, status, said));
      case 429 ->
          throw new RateLimitedException(
              answered(host, status, said) + "; the agent itself is overloaded",
              retryAfter(headers));
      case 500 -> {
        Optional<MetricOutcome> known =
            said.structured() ? ProviderErrors.outcome(said.message()) : Optional.empty();
        yield known.orElseThrow(() -> unexpected(host, status, said));
      }
      default -> throw unexpected(host, status, said);
    };
  }

  /** Tells whether a fault may pass by itself, and speaks against the agent. */
  static boolean isTransient(Throwable failure) {
    return (failure instanceof TransportException transport
            && !isDistrust(transport)
            && !isOfToken(transport))
        || (failure instanceof UnexpectedResponseException unexpected
            && (unexpected.status() >= 500 || unexpected.status() == 408));
  }

  /** Tells whether another agent of the same cluster may well answer. */
  static boolean mayAnotherAnswer(Throwable failure) {
    return isTransient(failure)
        || (failure instanceof TransportException transport && isDistrust(transport));
  }

  // A trigger with a wrong CA must not open the circuit for its neighbours.
  private static boolean isDistrust(TransportException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }

  // Nor one whose supplier fails: I/O with the agent fails with an IOException.
  private static boolean isOfToken(TransportException failure) {
    return failure.getCause() instanceof RuntimeException;
  }

  private static AuthorizationException forbidden(
      String host, AgentStatus said, boolean tokenSent) {
    Matcher denied = DENIED.matcher(said.message());
    boolean told = denied.find();
    if (told ? denied.group("user").equals("system:anonymous") : !tokenSent) {
      return new AuthorizationException(
          Refusal.AGENT_SAW_NO_TOKEN,
          403,
          answered(host, 403, said)
              + (tokenSent
                  ? "; a token was sent and did not arrive: a gateway on the way drops the"
                      + " Authorization header"
                  : "; no token was sent: set authMode bearer and token"));
    }
    return new AuthorizationException(
        Refusal.AGENT_DENIED_RIGHT,
        403,
        answered(host, 403, said) + (told ? advice(denied) : "; the token's user lacks the right"));
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
    return "; the right to "
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

  private static UnexpectedResponseException unexpected(String host, int status, AgentStatus said) {
    return new UnexpectedResponseException(
        status, answered(host, status, said) + advice(status), null);
  }

  private static String advice(int status) {
    if (status == 404) {
      return "; this server has no external metrics: the agent's port is 8443 by default and needs"
          + " external_metrics_provider.enabled";
    }
    if (status >= 300 && status < 400) {
      return "; redirects are not followed: give the agent's own address";
    }
    return status == 503 ? "; the agent is starting or overloaded" : "";
  }

  private static String answered(String host, int status, AgentStatus said) {
    String words = said.message();
    return host + " answered " + status + (words.isEmpty() ? " without a word" : ": " + words);
  }

  private static RateLimitedException.Details retryAfter(Headers headers) {
    String seconds = headers.get("Retry-After");
    if (seconds == null || !SECONDS.matcher(seconds).matches()) {
      return RateLimitedException.Details.UNKNOWN;
    }
    return new RateLimitedException.Details(
        OptionalLong.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.of(Duration.ofSeconds(Long.parseLong(seconds))),
        Optional.empty());
  }
}
