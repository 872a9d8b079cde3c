package io.github.scaler4j.manifest;

import java.util.Map;
import java.util.Optional;

/** Scaled objects that are read from manifests. */
abstract class ScaledObjectFixture {

  static final String ONE_TRIGGER = "triggers: [{type: datadog, metadata: {}}]\n";

  static String named(String name) {
    return "triggers: [{type: datadog, name: " + name + ", metadata: {}}]\n";
  }

  static ScaleTrigger trigger(int index, String type, String name, Map<String, String> metadata) {
    return new ScaleTrigger(
        new ScaleTrigger.Content(index, type, name, metadata, "", Optional.empty(), false));
  }

  static ScaledObject read(String spec) {
    return Manifests.parse(TestManifests.scaledObject(spec)).scaledObject("default", "nginx");
  }
}
