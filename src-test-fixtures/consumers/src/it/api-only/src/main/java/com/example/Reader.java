package com.example;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a trigger of the available mode, and prints what the other mode needs. */
final class Reader {

  public static void main(String[] args) throws IOException {
    Path servers = Path.of(args[0]);
    URI endpoint = URI.create(Files.readString(servers.resolve("datadog")));
    try (DatadogScalers scalers =
        DatadogScalers.builder()
            .source(DatadogApiSource.with(DatadogApiOptions.builder().endpoint(endpoint).build()))
            .build()) {
      try (DatadogScaler scaler = scalers.scaler(trigger(servers, "api.yaml"))) {
        long value = scaler.read().milliValue();
        if (value != 13_799) {
          throw new IllegalStateException("reads " + value + " thousandths");
        }
      }
      try (DatadogScaler other = scalers.scaler(trigger(servers, "agent.yaml"))) {
        throw new IllegalStateException("opens " + other);
      } catch (InvalidTriggerException e) {
        if (!e.getMessage().contains("add io.github.scaler4j:scaler-cluster-agent")) {
          throw e;
        }
      }
    }
    Path ran = Path.of(args[1] + "." + Runtime.version().feature());
    String jars = System.getProperty("java.class.path");
    System.out.println(Files.writeString(ran, jars) + ": " + jars);
  }

  private static TriggerMetadata trigger(Path servers, String manifest) {
    return Manifests.read(servers.resolve(manifest)).triggers().get(0);
  }
}
