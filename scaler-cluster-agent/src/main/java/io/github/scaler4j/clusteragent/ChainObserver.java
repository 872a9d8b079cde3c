package io.github.scaler4j.clusteragent;

import java.security.cert.X509Certificate;

/** Sees an agent's certificates before they are checked. */
@FunctionalInterface
interface ChainObserver {

  /** Ignores all chains. */
  ChainObserver NONE = (chain, protocol) -> {};

  /**
   * Receives a chain.
   *
   * @param chain the agent's own certificate first
   * @param protocol the version of TLS, such as {@code TLSv1.3}
   */
  void onChain(X509Certificate[] chain, String protocol);
}
