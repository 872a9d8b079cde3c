/**
 * Reads Cluster Agent triggers from the agent's external metrics API. Start at {@link
 * io.github.scaler4j.clusteragent.ClusterAgentSource}.
 */
@NullMarked
package io.github.scaler4j.clusteragent;

import org.jspecify.annotations.NullMarked;
