package io.github.scaler4j.clusteragent;

import static io.github.scaler4j.clusteragent.RefusingAgent.ANONYMOUS;
import static io.github.scaler4j.clusteragent.RefusingAgent.DENIED;
import static io.github.scaler4j.clusteragent.RefusingAgent.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import java.util.List;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which side refused a request, and the permission that it lacks. */
class AgentErrorReaderRefusalTest {

  @Test
  void namesTheRefusal() {
    assertThat(refusal(401, "Unauthorized")).isEqualTo(Refusal.AGENT_REFUSED_TOKEN);
    assertThat(refusal(403, ANONYMOUS)).isEqualTo(Refusal.AGENT_SAW_NO_TOKEN);
    assertThat(refusal(403, DENIED)).isEqualTo(Refusal.AGENT_DENIED_PERMISSION);
    assertThat(refusal(500, "Datadog API call error (all queries), error: 403 Forbidden"))
        .isEqualTo(Refusal.DATADOG_REFUSED_AGENT);
  }

  @Test
  void namesTheRuleThatGrantsTheMissingPermission() {
    AuthorizationException denied = denied(403, DENIED);
    assertThat(denied)
        .hasMessageContaining("list datadogmetric@datadog-keda:nginx-hits")
        .hasMessageContaining(
            "{apiGroups: [\"external.metrics.k8s.io\"], resources: [\"*\"], verbs: [\"list\"]}"
                + " bound to system:serviceaccount:datadog-keda:nobody in namespace datadog-keda");
  }

  @Test
  void namesTheRuleThatGrantsAPath() {
    assertThat(denied(403, "forbidden: User \"nobody\" cannot get path \"/apis\""))
        .hasMessageEndingWith(
            "; grant it with a ClusterRole rule - {nonResourceURLs: [\"/apis\"], verbs: [\"get\"]}"
                + " bound to nobody");
  }

  @Test
  void usesTheTokenIfA403GivesNoReason() {
    AuthorizationException sent = denied(403, "forbidden");
    assertThat(sent.refusal()).isEqualTo(Refusal.AGENT_DENIED_PERMISSION);
    assertThat(sent).hasMessageEndingWith("; the token's user lacks the permission");
    assertThatThrownBy(() -> outcome(403, "forbidden", Headers.EMPTY, false))
        .isInstanceOfSatisfying(
            AuthorizationException.class,
            e -> assertThat(e.refusal()).isEqualTo(Refusal.AGENT_SAW_NO_TOKEN))
        .hasMessageEndingWith("; no token was sent: set authMode bearer and token");
    assertThat(denied(403, ANONYMOUS))
        .hasMessageContaining("a token was sent but did not arrive: a gateway on the path drops");
  }

  /**
   * A gateway, or an agent that admits no anonymous users, refuses a request without one by 401.
   */
  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void saysThatNoTokenWasSent(int status) {
    for (String body :
        List.of("", "<h1>Denied</h1>", AgentAnswers.statusBody(status, "x", "Unauthorized"))) {
      assertThatThrownBy(() -> outcome(status, body, Headers.EMPTY, false))
          .isInstanceOfSatisfying(
              AuthorizationException.class,
              e -> {
                assertThat(e.refusal()).isEqualTo(Refusal.AGENT_SAW_NO_TOKEN);
                assertThat(e.status()).isEqualTo(status);
              })
          .hasMessageEndingWith("; no token was sent: set authMode bearer and token");
    }
  }

  private static Refusal refusal(int status, String message) {
    return denied(status, message).refusal();
  }

  private static AuthorizationException denied(int status, String message) {
    try {
      outcome(status, AgentAnswers.statusBody(status, "x", message), Headers.EMPTY, true);
    } catch (AuthorizationException e) {
      return e;
    }
    throw new AssertionError("nothing was refused");
  }
}
