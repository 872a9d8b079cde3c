package io.github.scaler4j.clusteragent;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.scaler4j.engine.ErrorText;
import java.io.IOException;
import java.util.Optional;
import okio.BufferedSource;

/**
 * What a refusal says: the {@code message} of a Kubernetes {@code Status}, or the text of anything
 * else.
 *
 * @param message on one line and capped; empty if the body has no words
 * @param structured whether it stood in a Status, so that its wording is the agent's own
 */
record AgentStatus(String message, boolean structured) {

  /** A refusal of the real server has some 300 bytes; a page of HTML some thousand. */
  private static final int READ = 1 << 16;

  private static final int SHOWN = 400;

  private static final String PREFIX = "Internal error occurred: ";

  /** Reads a refusal's body, as far as it is of use; whatever the body, only I/O fails. */
  static AgentStatus read(BufferedSource body) throws IOException {
    body.request(READ);
    String text = body.readUtf8(Math.min(body.getBuffer().size(), READ));
    Optional<String> said = statusMessage(text);
    String message = said.orElse(text);
    if (message.startsWith(PREFIX)) {
      message = message.substring(PREFIX.length());
    }
    return new AgentStatus(ErrorText.oneLine(message, SHOWN), said.isPresent());
  }

  private static Optional<String> statusMessage(String text) throws IOException {
    try (JsonParser json = AgentDecoder.JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals("message");
        if (json.nextToken() == JsonToken.VALUE_STRING && wanted) {
          return Optional.of(json.getText());
        }
        json.skipChildren();
      }
      return Optional.empty();
    } catch (JacksonException e) {
      // Not JSON, so not from the agent: a gateway's page, whose text says who answered.
      return Optional.empty();
    }
  }
}
