package io.github.scaler4j.clusteragent;

import java.time.Instant;
import java.util.List;
import okhttp3.Headers;
import okio.Buffer;

/** An agent that answers without a value, and its sentences. */
final class RefusingAgent {

  /** Its words to a user who lacks a permission. */
  static final String DENIED =
      "datadogmetric@datadog-keda:nginx-hits.external.metrics.k8s.io is forbidden: User"
          + " \"system:serviceaccount:datadog-keda:nobody\" cannot list resource"
          + " \"datadogmetric@datadog-keda:nginx-hits\" in API group \"external.metrics.k8s.io\" in"
          + " the namespace \"datadog-keda\"";

  /** Its words to a request without a token. */
  static final String ANONYMOUS =
      DENIED.replace("system:serviceaccount:datadog-keda:nobody", "system:anonymous");

  static final Instant NOW = Instant.parse("2026-11-26T05:00:00Z");
  static final String TOKEN = "a-token-that-nobody-may-see";

  private RefusingAgent() {}

  static AgentErrorReader errors(int status, boolean tokenSent) {
    return new AgentErrorReader("agent.test", status, tokenSent, List.of(TOKEN));
  }

  /** Returns no data, or throws what the answer means. */
  static Object outcome(int status, String body, Headers headers, boolean tokenSent) {
    AgentStatus said = AgentStatus.read(new Buffer().writeUtf8(body), List.of(TOKEN));
    return errors(status, tokenSent).outcome(headers, said, NOW);
  }
}
