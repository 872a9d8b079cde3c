package io.github.scaler4j.clusteragent;

import static io.github.scaler4j.clusteragent.RefusingAgent.TOKEN;
import static io.github.scaler4j.clusteragent.RefusingAgent.errors;
import static io.github.scaler4j.clusteragent.RefusingAgent.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.error.UnexpectedResponseException;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

/** Messages show no token, and stay short. */
class AgentErrorReaderRedactionTest {

  @Test
  void redactsTheTokenInAnyAnswer() {
    String[] bodies = {
      AgentAnswers.statusBody(500, "x", "Internal error occurred: unknown token " + TOKEN),
      AgentAnswers.statusBody(500, "x", "Cannot resolve query: " + TOKEN),
      "<p>Authorization: Bearer " + TOKEN + "</p>",
      "{\"headers\":{\"Authorization\":\"Bearer " + TOKEN + "\"}}",
      " ".repeat(300) + "x".repeat(380) + TOKEN,
    };
    for (String body : bodies) {
      for (int status : new int[] {401, 403, 404, 429, 500, 503}) {
        assertThatThrownBy(() -> outcome(status, body, Headers.EMPTY, true))
            .satisfies(AgentErrorReaderRedactionTest::showsNoToken);
      }
    }
    UnexpectedResponseException malformed =
        errors(200, true).malformed(new MalformedBodyException("unexpected '" + TOKEN + "'"));
    showsNoToken(malformed);
    assertThat(malformed)
        .hasMessage("agent.test answered 200 with an unexpected body: unexpected '***'");
  }

  private static void showsNoToken(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      assertThat(t.toString()).doesNotContain("a-token-").doesNotContain("nobody-may-see");
    }
  }

  @Test
  void cutsALongMessageToOneLine() {
    try {
      outcome(503, "line\n\u0007".repeat(100_000), Headers.EMPTY, true);
    } catch (UnexpectedResponseException e) {
      assertThat(e.getMessage()).hasSizeLessThan(600).contains("line line").doesNotContain("\n");
      return;
    }
    throw new AssertionError("a 503 is an exception");
  }
}
