package io.github.scaler4j.datadogapi;

import java.net.URI;
import java.util.Optional;

/**
 * The settings of a {@link DatadogApiSource}.
 *
 * @param endpoint the API's address instead of {@code https://api.} before the site, or empty
 */
public record DatadogApiOptions(Optional<URI> endpoint) {

  /**
   * Returns the defaults.
   *
   * @return the defaults
   */
  public static DatadogApiOptions defaults() {
    return new DatadogApiOptions(Optional.empty());
  }

  /**
   * Sets the endpoint.
   *
   * @param newEndpoint the API's address; plain {@code http://} is allowed here
   * @return the changed options
   */
  public DatadogApiOptions withEndpoint(URI newEndpoint) {
    return new DatadogApiOptions(Optional.of(newEndpoint));
  }
}
