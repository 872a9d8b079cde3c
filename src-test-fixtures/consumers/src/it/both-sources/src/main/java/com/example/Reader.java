package com.example;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.clusteragent.ClusterAgentOptions;
import io.github.scaler4j.clusteragent.ClusterAgentSource;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.source.Verification;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import okhttp3.OkHttpClient;

/** Reads a trigger of each mode, and says with which Java and which jars. */
final class Reader {

  public static void main(String[] args) throws IOException {
    Path servers = Path.of(args[0]);
    var api = DatadogApiOptions.builder().endpoint(endpoint(servers, "datadog")).build();
    var agent = ClusterAgentOptions.builder().endpoint(endpoint(servers, "agent")).build();
    try (DatadogScalers scalers =
        DatadogScalers.builder()
            .source(DatadogApiSource.with(api))
            .source(ClusterAgentSource.with(agent))
            .build()) {
      for (String manifest : List.of("api.yaml", "agent.yaml")) {
        try (DatadogScaler scaler = scalers.scaler(trigger(servers, manifest))) {
          long value = scaler.read().milliValue();
          if (value != 13_799) {
            throw new IllegalStateException(manifest + " reads " + value + " thousandths");
          }
        }
      }
      var trigger = DatadogTrigger.parse(trigger(servers, "agent.yaml"));
      require(scalers.verify(trigger).ok(), scalers.verify(trigger));
    }
    verifyWithAClientOfItsOwn(agent, servers);
    Path ran = Path.of(args[1] + "." + Runtime.version().feature());
    String jars = System.getProperty("jdk.module.path", System.getProperty("java.class.path"));
    System.out.println(Files.writeString(ran, jars) + ": " + jars);
  }

  /** The JVM does not trust the agent, so the report ends with the connection's steps. */
  private static void verifyWithAClientOfItsOwn(ClusterAgentOptions agent, Path servers)
      throws IOException {
    OkHttpClient client = new OkHttpClient();
    try (DatadogScalers scalers =
        DatadogScalers.builder().source(ClusterAgentSource.with(agent, client)).build()) {
      var report = scalers.verify(DatadogTrigger.parse(trigger(servers, "agent.yaml")));
      require(report.toString().contains("connected to"), report);
    } finally {
      client.dispatcher().executorService().shutdown();
    }
  }

  private static void require(boolean right, Verification report) {
    if (!right) {
      throw new IllegalStateException("verify reports " + report);
    }
  }

  private static TriggerMetadata trigger(Path servers, String manifest) throws IOException {
    return Manifests.read(servers.resolve(manifest)).triggers().get(0);
  }

  private static URI endpoint(Path servers, String name) throws IOException {
    return URI.create(Files.readString(servers.resolve(name)));
  }
}
