package io.github.scaler4j.clusteragent;

/**
 * Why the agent has no value for one metric, in its own words. As the cause of a failure it shows
 * that the agent works: a retry at once is useless, but other metrics may be readable.
 */
final class ProviderReason extends Exception {

  private static final long serialVersionUID = 1L;

  ProviderReason(String words) {
    super(words, null, false, false);
  }
}
