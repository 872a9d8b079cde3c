package io.github.scaler4j.manifest;

import io.github.scaler4j.hpa.ScaleSettings;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The content of a {@code ScaledObject}, read from its manifest and checked. */
record ScaledObjectSpec(
    ObjectReference reference,
    Map<String, String> annotations,
    Optional<Instant> creationTime,
    OptionalLong generation,
    ScaleTarget scaleTarget,
    List<ScaleTrigger> triggers,
    Duration pollingInterval,
    ScaleSettings settings,
    String hpaName) {

  /**
   * The limit of a label's value, which the object's name becomes, and of a
   * HorizontalPodAutoscaler's name.
   */
  private static final int MAX_NAME_LENGTH = 63;

  private static final int DEFAULT_POLLING_INTERVAL = 30;

  ScaledObjectSpec {
    annotations = Map.copyOf(annotations);
    triggers = List.copyOf(triggers);
  }

  /** Reads an object of kind ScaledObject; after a problem the result holds substitutes. */
  static ScaledObjectSpec read(KubernetesObject object, Problems problems) {
    ManifestNode root = object.content(problems);
    ManifestNode metadata = root.field("metadata");
    ManifestNode spec = root.field("spec");
    ManifestNode advanced = spec.field("advanced");
    List<ScaleTrigger> triggers = ScaleTriggerReader.readAll(spec.field("triggers"));
    return new ScaledObjectSpec(
        object.reference(),
        metadata.field("annotations").texts(),
        creationTime(metadata.field("creationTimestamp")),
        generation(metadata.field("generation")),
        scaleTarget(spec.field("scaleTargetRef")),
        triggers,
        Duration.ofSeconds(spec.field("pollingInterval").countOr(1, DEFAULT_POLLING_INTERVAL)),
        ScaleSettingsReader.read(root, triggers),
        hpaName(metadata.field("name"), advanced.field("horizontalPodAutoscalerConfig")));
  }

  /** Returns whether the object, which may be broken, has a trigger that this library reads. */
  static boolean hasDatadogTrigger(KubernetesObject object) {
    ManifestNode triggers = object.content(new Problems()).field("spec").field("triggers");
    List<ManifestNode> entries = triggers.isList() ? triggers.items() : List.of(triggers);
    return entries.stream()
        .filter(ManifestNode::isMapping)
        .anyMatch(entry -> entry.field("type").text().equals(KedaKinds.DATADOG));
  }

  private static ScaleTarget scaleTarget(ManifestNode target) {
    return new ScaleTarget(
        target.field("apiVersion").textOr("apps/v1"),
        target.field("kind").textOr("Deployment"),
        target.field("name").requiredText());
  }

  private static String hpaName(ManifestNode name, ManifestNode config) {
    if (name.text().length() > MAX_NAME_LENGTH) {
      name.problem("is longer than " + MAX_NAME_LENGTH + " characters, and becomes a label");
    }
    ManifestNode own = config.field("name");
    String hpaName = own.textOr("keda-hpa-" + name.text());
    if (hpaName.length() > MAX_NAME_LENGTH) {
      (own.present() ? own : name)
          .problem(
              "makes the name of the HorizontalPodAutoscaler longer than "
                  + MAX_NAME_LENGTH
                  + " characters; set spec.advanced.horizontalPodAutoscalerConfig.name");
    }
    return hpaName;
  }

  private static Optional<Instant> creationTime(ManifestNode node) {
    String text = node.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      node.warn("is not a time such as 2026-01-31T12:00:00Z, and is ignored");
      return Optional.empty();
    }
  }

  private static OptionalLong generation(ManifestNode node) {
    BigInteger number = node.present() ? GoNumber.whole(node.rawText()).orElse(null) : null;
    if (number != null && number.signum() >= 0 && number.bitLength() < Long.SIZE) {
      return OptionalLong.of(number.longValue());
    }
    if (node.present()) {
      node.warn("is not a whole number of 0 or more, and is ignored");
    }
    return OptionalLong.empty();
  }
}
