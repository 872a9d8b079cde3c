package io.github.scaler4j.error;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a trigger or a manifest.
 *
 * @param parameter the parameter as KEDA names it ({@code queryValue}), or the place in a manifest
 *     ({@code Secret datadog/keys, key apiKey})
 * @param message what was wrong and what is accepted, without any secret
 */
public record Problem(String parameter, String message) {

  /**
   * Creates a problem.
   *
   * @throws NullPointerException if an argument is null
   */
  public Problem {
    requireNonNull(parameter, "parameter");
    requireNonNull(message, "message");
  }

  @Override
  public String toString() {
    return parameter + ": " + message;
  }
}
