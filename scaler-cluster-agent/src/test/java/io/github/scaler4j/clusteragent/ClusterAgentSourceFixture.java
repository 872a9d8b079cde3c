package io.github.scaler4j.clusteragent;

import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.SecretSupplier;
import java.io.IOException;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An agent, and a source that trusts its CA. */
abstract class ClusterAgentSourceFixture {

  final HeldCertificate authority = TestAgent.authority();
  TestAgent agent;
  ClusterAgentSource source;

  @BeforeEach
  void start() throws IOException {
    agent = new TestAgent(TestAgent.signedBy(authority, "localhost"));
    source = source(options());
  }

  @AfterEach
  void stop() {
    source.close();
    agent.close();
  }

  ClusterAgentSource source(ClusterAgentOptions options) {
    return ClusterAgentSource.create(AgentReads.context(), options);
  }

  ClusterAgentOptions options() {
    return AgentReads.uncached().toBuilder()
        .endpoint(agent.byName())
        .trust(AgentTrust.ca(authority.certificatePem()))
        .build();
  }

  static ClusterAgentTrigger trigger(SecretSupplier token) {
    return AgentReads.trigger(AgentReads.SYSTEM, Optional.of(token), 5000);
  }
}
