package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parameters of a trigger's authentication, in KEDA's order.
 *
 * <p>Mirrors {@code pkg/scaling/resolver/scale_resolvers.go}, but reports missing objects and keys,
 * which KEDA ignores.
 *
 * <p>Confined to one call for one {@code ScaledObject}: reads each object and each container once.
 */
final class AuthResolver {

  private final ObjectLookup lookup;
  private final DataLookup data;
  private final Settings settings;
  private final ScaledObject scaledObject;
  private final Map<String, ContainerEnvironment> environments = new HashMap<>();

  AuthResolver(ObjectLookup lookup, Settings settings, ScaledObject scaledObject) {
    this.lookup = lookup;
    this.data = new DataLookup(lookup);
    this.settings = settings;
    this.scaledObject = scaledObject;
  }

  /**
   * The user's settings.
   *
   * @param environment the containers' environment, or null to read the target's manifest
   * @param tokens issues tokens, or null
   * @param clusterObjectNamespace the namespace of a cluster-wide authentication's Secrets
   * @param fileRoot the folder of auth files, or null
   * @param reread whether Secrets are read again for every request
   */
  record Settings(
      @Nullable Map<String, String> environment,
      @Nullable BoundTokens tokens,
      String clusterObjectNamespace,
      @Nullable Path fileRoot,
      boolean reread) {}

  Map<String, SecretSupplier> resolve(ScaleTrigger trigger, Problems problems) {
    AuthenticationRef ref = trigger.authenticationRef().orElse(null);
    if (ref == null || ref.name().isEmpty()) {
      return Map.of();
    }
    String place = scaledObject + ", spec.triggers[" + trigger.index() + "].authenticationRef";
    boolean clusterWide = ref.kind().equals(KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION);
    ObjectReference reference =
        new ObjectReference(
            KedaKinds.API_VERSION,
            ref.kind(),
            clusterWide ? "" : scaledObject.namespace(),
            ref.name());
    try {
      Problems faults = new Problems();
      TriggerAuthentication authentication =
          TriggerAuthentication.read(
              data.require(reference, " (for " + place + ")")
                  .orInNamespace(scaledObject.namespace()),
              faults);
      faults.throwIfAny();
      return parameters(authentication, problems);
    } catch (InvalidTriggerException e) {
      problems.addAll(e.problems());
      return Map.of();
    }
  }

  private Map<String, SecretSupplier> parameters(
      TriggerAuthentication authentication, Problems problems) {
    if (!authentication.filePath().isEmpty()) {
      return AuthFile.read(authentication, settings.fileRoot());
    }
    String namespace =
        authentication.clusterWide() ? settings.clusterObjectNamespace() : scaledObject.namespace();
    Params params = new Params();
    for (TriggerAuthentication.Entry entry : authentication.entries()) {
      params.put(entry.parameter(), () -> supplier(authentication, namespace, entry));
    }
    for (String vault : authentication.unsupported()) {
      problems.add(
          authentication.reference() + ", spec." + vault,
          "is a vault that this library can't open; put the values into a Secret, or pass them to"
              + " TriggerMetadata.Builder.authParam");
    }
    return params.found(problems);
  }

  private SecretSupplier supplier(
      TriggerAuthentication authentication, String namespace, TriggerAuthentication.Entry entry) {
    if (entry instanceof TriggerAuthentication.Key key) {
      return stored(authentication, key.object(namespace), key);
    }
    if (entry instanceof TriggerAuthentication.Token token) {
      return bound(authentication, namespace, token);
    }
    TriggerAuthentication.Variable variable = (TriggerAuthentication.Variable) entry;
    String purpose = authentication.purpose(variable.parameter());
    return Secret.of(
        environment(variable.containerName(), purpose).require(variable.name(), purpose));
  }

  private ContainerEnvironment environment(String container, String purpose) {
    Map<String, String> given = settings.environment();
    if (given != null) {
      return environments.computeIfAbsent("", unnamed -> ContainerEnvironment.of(given));
    }
    ScaleTarget target = scaledObject.scaleTargetRef();
    ObjectReference reference =
        new ObjectReference(
            target.apiVersion(), target.kind(), scaledObject.namespace(), target.name());
    KubernetesObject object = data.require(reference, purpose);
    return environments.computeIfAbsent(
        container,
        name -> ContainerReader.read(object.orInNamespace(scaledObject.namespace()), name, data));
  }

  private SecretSupplier stored(
      TriggerAuthentication authentication, ObjectReference object, TriggerAuthentication.Key key) {
    Secret secret =
        Secret.of(data.read(object, key.key(), authentication.purpose(key.parameter())));
    // For the parser a blank text is unset, so it is not a secret that could rotate.
    return settings.reread() && !secret.trimmed().reveal().isEmpty()
        ? new StoredSecret(lookup, object, key.key())
        : secret;
  }

  private SecretSupplier bound(
      TriggerAuthentication authentication, String namespace, TriggerAuthentication.Token token) {
    BoundTokens tokens = settings.tokens();
    if (tokens == null) {
      throw InvalidTriggerException.of(
          "ServiceAccount "
              + namespace
              + "/"
              + token.serviceAccountName()
              + authentication.purpose(token.parameter()),
          "its token can't be issued; set TriggerResolver.Builder.boundTokens");
    }
    return tokens.token(namespace, token.serviceAccountName());
  }

  /**
   * The parameters found so far. A later one replaces an earlier one with the same name.
   *
   * <p>A later value of a parameter also removes its earlier failure.
   *
   * <p>Confined to one call.
   */
  private static final class Params {
    private final Map<String, SecretSupplier> found = new LinkedHashMap<>();
    private final Map<String, List<Problem>> failures = new LinkedHashMap<>();

    void put(String parameter, Supplier<SecretSupplier> place) {
      found.remove(parameter);
      failures.remove(parameter);
      try {
        found.put(parameter, place.get());
      } catch (InvalidTriggerException e) {
        failures.put(parameter, e.problems());
      }
    }

    Map<String, SecretSupplier> found(Problems problems) {
      failures.values().forEach(problems::addAll);
      return found;
    }
  }
}
