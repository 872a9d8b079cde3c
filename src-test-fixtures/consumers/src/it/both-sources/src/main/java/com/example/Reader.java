package com.example;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.clusteragent.ClusterAgentOptions;
import io.github.scaler4j.clusteragent.ClusterAgentSource;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.manifest.Manifests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        var trigger = Manifests.read(servers.resolve(manifest)).triggers().get(0);
        try (DatadogScaler scaler = scalers.scaler(trigger)) {
          long value = scaler.read().milliValue();
          if (value != 13_799) {
            throw new IllegalStateException(manifest + " reads " + value + " thousandths");
          }
        }
      }
    }
    Path ran = Path.of(args[1] + "." + Runtime.version().feature());
    String jars = System.getProperty("jdk.module.path", System.getProperty("java.class.path"));
    System.out.println(Files.writeString(ran, jars) + ": " + jars);
  }

  private static URI endpoint(Path servers, String name) throws IOException {
    return URI.create(Files.readString(servers.resolve(name)));
  }
}
