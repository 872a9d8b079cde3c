package io.github.scaler4j.manifest;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the {@code datadog} triggers of a {@code ScaledObject} into {@link TriggerMetadata}:
 * follows their {@code authenticationRef} to Secrets, ConfigMaps, environment, files and tokens.
 *
 * <p>The order is KEDA's ({@code pkg/scaling/resolver/scale_resolvers.go}): {@code env}, {@code
 * configMapTargetRef}, {@code secretTargetRef}, {@code boundServiceAccountToken}, where a later
 * place replaces an earlier one for the same parameter; with {@code filePath}, only the file. Texts
 * are used unchanged, including blanks and line ends. Unlike in KEDA, a missing object, key,
 * variable or file is an error that names it, unless a later place has the parameter.
 *
 * <p>Immutable; thread-safe if its lookup and suppliers are. Blocks as long as the lookup does.
 */
public final class TriggerResolver {

  /** The default namespace of KEDA and of cluster objects' Secrets: {@code keda}. */
  public static final String DEFAULT_CLUSTER_OBJECT_NAMESPACE = "keda";

  private final ObjectLookup lookup;
  private final AuthResolver.Settings settings;
  private final Duration defaultTimeout;

  private TriggerResolver(Builder builder) {
    this.lookup = builder.lookup;
    this.settings =
        new AuthResolver.Settings(
            builder.environment,
            builder.tokens,
            builder.clusterObjectNamespace,
            builder.fileRoot,
            builder.reread);
    this.defaultTimeout = builder.defaultTimeout;
  }

  /**
   * Creates a resolver with the defaults of {@link #builder}.
   *
   * @param lookup finds objects
   * @return a new resolver
   */
  public static TriggerResolver of(ObjectLookup lookup) {
    return builder(lookup).build();
  }

  /**
   * Starts with KEDA's defaults: no files, no bound tokens, Secrets read once, the environment from
   * the scale target's manifest.
   *
   * @param lookup finds objects; {@link Manifests} is one
   * @return a new builder, to be used by one thread
   */
  public static Builder builder(ObjectLookup lookup) {
    return new Builder(lookup);
  }

  /**
   * Resolves the {@code datadog} triggers of an object; those of other types are ignored, but count
   * in {@link TriggerMetadata#triggerIndex}.
   *
   * @param scaledObject the object
   * @return the triggers in the order of the manifest; empty if there is none
   * @throws InvalidTriggerException if anything is missing; lists all of it
   * @throws RuntimeException if the lookup or {@link BoundTokens} throws it
   */
  public List<TriggerMetadata> resolve(ScaledObject scaledObject) {
    Problems problems = new Problems();
    List<TriggerMetadata> triggers = resolve(scaledObject, problems);
    problems.throwIfAny();
    return triggers;
  }

  /**
   * Resolves one trigger, so that a missing object affects no other trigger.
   *
   * @param scaledObject the trigger's object
   * @param trigger one of {@link ScaledObject#datadogTriggers}
   * @return the trigger's input
   * @throws InvalidTriggerException if anything is missing, or the trigger's type is not {@code
   *     datadog}
   * @throws RuntimeException if the lookup or {@link BoundTokens} throws it
   */
  public TriggerMetadata resolve(ScaledObject scaledObject, ScaleTrigger trigger) {
    if (!trigger.type().equals(ScaledObject.DATADOG)) {
      throw InvalidTriggerException.of(
          "spec.triggers[" + trigger.index() + "].type",
          ManifestNode.quote(trigger.type()) + " is not " + ScaledObject.DATADOG);
    }
    Problems problems = new Problems();
    TriggerMetadata metadata = resolve(scaledObject, trigger, problems);
    problems.throwIfAny();
    return metadata;
  }

  List<TriggerMetadata> resolve(ScaledObject scaledObject, Problems problems) {
    AuthResolver auth = new AuthResolver(lookup, settings, scaledObject);
    List<TriggerMetadata> triggers = new ArrayList<>();
    for (ScaleTrigger trigger : scaledObject.datadogTriggers()) {
      triggers.add(resolve(scaledObject, trigger, auth, problems));
    }
    return List.copyOf(triggers);
  }

  /** Resolves as much as can be resolved, and adds a problem for the rest. */
  TriggerMetadata resolve(ScaledObject scaledObject, ScaleTrigger trigger, Problems problems) {
    AuthResolver auth = new AuthResolver(lookup, settings, scaledObject);
    return resolve(scaledObject, trigger, auth, problems);
  }

  private TriggerMetadata resolve(
      ScaledObject scaledObject, ScaleTrigger trigger, AuthResolver auth, Problems problems) {
    TriggerMetadata.Builder metadata =
        TriggerMetadata.builder()
            .metadata(trigger.metadata())
            .metricType(trigger.metricType())
            .triggerIndex(trigger.index())
            .metricSource(scaledObject.scalingModifiers().isPresent())
            .defaultTimeout(defaultTimeout);
    auth.resolve(trigger, problems).forEach(metadata::authParam);
    return metadata.build();
  }

  /** Collects the settings; not thread-safe. */
  public static final class Builder {
    private final ObjectLookup lookup;
    private @Nullable Map<String, String> environment;
    private @Nullable BoundTokens tokens;
    private @Nullable Path fileRoot;
    private String clusterObjectNamespace = DEFAULT_CLUSTER_OBJECT_NAMESPACE;
    private boolean reread;
    private Duration defaultTimeout = TriggerMetadata.DEFAULT_TIMEOUT;

    private Builder(ObjectLookup lookup) {
      this.lookup = requireNonNull(lookup, "lookup");
    }

    /**
     * Sets the environment of all scale targets' containers, instead of reading their manifests.
     *
     * @param environment names and values; copied
     * @return this
     */
    public Builder environment(Map<String, String> environment) {
      this.environment = Map.copyOf(environment);
      return this;
    }

    /**
     * Sets the issuer of service accounts' tokens.
     *
     * @param tokens without it, {@code boundServiceAccountToken} is an error
     * @return this
     */
    public Builder boundTokens(BoundTokens tokens) {
      this.tokens = requireNonNull(tokens, "tokens");
      return this;
    }

    /**
     * Sets the namespace of the objects that a {@code ClusterTriggerAuthentication} refers to:
     * KEDA's {@code KEDA_CLUSTER_OBJECT_NAMESPACE}.
     *
     * @param namespace {@value #DEFAULT_CLUSTER_OBJECT_NAMESPACE} unless set
     * @return this
     */
    public Builder clusterObjectNamespace(String namespace) {
      this.clusterObjectNamespace = requireNonNull(namespace, "namespace");
      return this;
    }

    /**
     * Sets the folder of a {@code ClusterTriggerAuthentication}'s {@code filePath}: KEDA's {@code
     * --filepath-auth-root-path}.
     *
     * @param root the folder; without it, {@code filePath} is an error
     * @return this
     */
    public Builder authFileRoot(Path root) {
      this.fileRoot = requireNonNull(root, "root");
      return this;
    }

    /**
     * Sets whether Secrets and ConfigMaps are looked up again for every read, so that rotated keys
     * are used at once. KEDA reads them again only after an error; so does {@link
     * io.github.scaler4j.ScaledObjectAutoscaler} after its keys or token were refused.
     *
     * @param reread false unless set; true requires a fast and thread-safe lookup, which is called
     *     on {@link io.github.scaler4j.DatadogScalers.Builder#executor}
     * @return this
     */
    public Builder rereadSecrets(boolean reread) {
      this.reread = reread;
      return this;
    }

    /**
     * Sets the timeout of a trigger that sets none: KEDA's {@code KEDA_HTTP_DEFAULT_TIMEOUT}.
     *
     * @param timeout {@link TriggerMetadata#DEFAULT_TIMEOUT} unless set
     * @return this
     */
    public Builder defaultTimeout(Duration timeout) {
      this.defaultTimeout = requireNonNull(timeout, "timeout");
      return this;
    }

    /**
     * Builds the resolver.
     *
     * @return a new resolver
     */
    public TriggerResolver build() {
      return new TriggerResolver(this);
    }
  }
}
