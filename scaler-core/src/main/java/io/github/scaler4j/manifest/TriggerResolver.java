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
 * configMapTargetRef}, {@code secretTargetRef}, {@code boundServiceAccountToken}, a later one in
 * place of an earlier one of the same parameter; with {@code filePath} the file alone. Texts are
 * taken as they are, blanks and line ends included. Unlike in KEDA, a missing object, key, variable
 * or file is an error that names it, unless a later place gives the parameter.
 *
 * <p>Immutable; thread-safe if what it is given is. Blocks as the lookup does.
 */
public final class TriggerResolver {

  /** The namespace of KEDA and of cluster objects' Secrets by default: {@code keda}. */
  public static final String DEFAULT_CLUSTER_OBJECT_NAMESPACE = "keda";

  private final AuthResolver auth;
  private final Duration defaultTimeout;

  private TriggerResolver(Builder builder) {
    this.auth =
        new AuthResolver(
            builder.lookup,
            new AuthResolver.Settings(
                builder.environment,
                builder.tokens,
                builder.clusterObjectNamespace,
                builder.fileRoot,
                builder.reread));
    this.defaultTimeout = builder.defaultTimeout;
  }

  /**
   * Creates a resolver with the defaults of {@link #builder}.
   *
   * @param lookup where objects are found
   * @return a new resolver
   */
  public static TriggerResolver of(ObjectLookup lookup) {
    return builder(lookup).build();
  }

  /**
   * Starts with KEDA's defaults: no files, no bound tokens, Secrets read once, the environment from
   * the scale target's manifest.
   *
   * @param lookup where objects are found; {@link Manifests} is one
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
   * @return in the order of the manifest; empty if there is none
   * @throws InvalidTriggerException with everything that is missing
   * @throws RuntimeException what the lookup or {@link BoundTokens} throws
   */
  public List<TriggerMetadata> resolve(ScaledObject scaledObject) {
    Problems problems = new Problems();
    List<TriggerMetadata> triggers = resolve(scaledObject, problems);
    problems.throwIfAny();
    return triggers;
  }

  /**
   * Resolves one trigger, so that a missing object fails no other trigger.
   *
   * @param scaledObject the object that the trigger is of
   * @param trigger one of {@link ScaledObject#datadogTriggers}
   * @return the trigger's input
   * @throws InvalidTriggerException with everything that is missing, or if the trigger's type is
   *     not {@code datadog}
   * @throws RuntimeException what the lookup or {@link BoundTokens} throws
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
    List<TriggerMetadata> triggers = new ArrayList<>();
    for (ScaleTrigger trigger : scaledObject.datadogTriggers()) {
      triggers.add(resolve(scaledObject, trigger, problems));
    }
    return List.copyOf(triggers);
  }

  private TriggerMetadata resolve(
      ScaledObject scaledObject, ScaleTrigger trigger, Problems problems) {
    TriggerMetadata.Builder metadata =
        TriggerMetadata.builder()
            .metadata(trigger.metadata())
            .metricType(trigger.metricType())
            .triggerIndex(trigger.index())
            .metricSource(scaledObject.scalingModifiers().isPresent())
            .defaultTimeout(defaultTimeout);
    auth.resolve(scaledObject, trigger, problems).forEach(metadata::authParam);
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
     * Gives the environment of all scale targets' containers, instead of reading their manifests.
     *
     * @param environment names and values; copied
     * @return this
     */
    public Builder environment(Map<String, String> environment) {
      this.environment = Map.copyOf(environment);
      return this;
    }

    /**
     * Sets the source of service accounts' tokens.
     *
     * @param tokens without one {@code boundServiceAccountToken} is an error
     * @return this
     */
    public Builder boundTokens(BoundTokens tokens) {
      this.tokens = requireNonNull(tokens, "tokens");
      return this;
    }

    /**
     * Sets the namespace of what a {@code ClusterTriggerAuthentication} refers to: KEDA's {@code
     * KEDA_CLUSTER_OBJECT_NAMESPACE}.
     *
     * @param namespace {@value #DEFAULT_CLUSTER_OBJECT_NAMESPACE} unless set
     * @return this
     */
    public Builder clusterObjectNamespace(String namespace) {
      this.clusterObjectNamespace = requireNonNull(namespace, "namespace");
      return this;
    }

    /**
     * Sets the folder that {@code filePath} of a {@code ClusterTriggerAuthentication} is in: KEDA's
     * {@code --filepath-auth-root-path}.
     *
     * @param root the folder; without one {@code filePath} is an error
     * @return this
     */
    public Builder authFileRoot(Path root) {
      this.fileRoot = requireNonNull(root, "root");
      return this;
    }

    /**
     * Sets whether Secrets and ConfigMaps are looked up again at every request, so that rotated
     * keys are used at once. KEDA reads them anew only after an error.
     *
     * @param reread false unless set; true needs a lookup that is quick and thread-safe
     * @return this
     */
    public Builder rereadSecrets(boolean reread) {
      this.reread = reread;
      return this;
    }

    /**
     * Sets the timeout of a trigger without one of its own: KEDA's {@code
     * KEDA_HTTP_DEFAULT_TIMEOUT}.
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
