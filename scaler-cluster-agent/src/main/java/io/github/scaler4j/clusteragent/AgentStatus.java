package io.github.scaler4j.clusteragent;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.engine.JsonFields;
import io.github.scaler4j.engine.RefusalText;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * The text of a refusal: the {@code message} of a Kubernetes {@code Status}, or the text of any
 * other body.
 *
 * @param message on one line, of limited length, without secrets; empty if the body has no text
 * @param structured whether it comes from a {@code Status}, and so from Kubernetes or the agent
 *     itself
 */
record AgentStatus(String message, boolean structured) {

  private static final int SHOWN = 400;

  private static final List<String> FIELDS = List.of("kind", "message");

  private static final String PREFIX = "Internal error occurred: ";

  /**
   * Reads a refusal's body, of any shape and in any state.
   *
   * @param secrets the request's secrets
   */
  static AgentStatus read(BufferedSource body, Collection<String> secrets) {
    String text = RefusalText.read(body);
    Fields fields = new Fields();
    try (JsonParser json = JsonFields.parser(text)) {
      json.nextToken();
      JsonFields.object(json, "the body", FIELDS, name -> fields.read(json, name));
    } catch (IOException e) {
      // A gateway's page instead of the agent's answer, or a truncated body. The text still helps.
    }
    String message = fields.message == null ? ErrorText.withoutMarkup(text) : fields.message;
    if (message.startsWith(PREFIX)) {
      message = message.substring(PREFIX.length());
    }
    return new AgentStatus(
        ErrorText.oneLine(ErrorText.redact(message, secrets), SHOWN),
        fields.message != null && fields.status);
  }

  /** Confined to one call. */
  private static final class Fields {

    private boolean status;
    private @Nullable String message;

    void read(JsonParser json, String name) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        json.skipChildren();
      } else if (name.equals("kind")) {
        status = json.getText().equals("Status");
      } else {
        message = json.getText();
      }
    }
  }
}
