package io.github.scaler4j.clusteragent;

import java.net.URI;
import java.util.Optional;

/**
 * The settings of a {@link ClusterAgentSource}.
 *
 * @param endpoint the API's address instead of the one that KEDA builds, or empty
 */
public record ClusterAgentOptions(Optional<URI> endpoint) {

  /**
   * Returns the defaults.
   *
   * @return the defaults
   */
  public static ClusterAgentOptions defaults() {
    return new ClusterAgentOptions(Optional.empty());
  }

  /**
   * Sets the endpoint.
   *
   * @param newEndpoint the API's address; plain {@code http://} is allowed here
   * @return the changed options
   */
  public ClusterAgentOptions withEndpoint(URI newEndpoint) {
    return new ClusterAgentOptions(Optional.of(newEndpoint));
  }
}
