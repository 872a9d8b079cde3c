package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parameters of a trigger's authentication, in KEDA's order of places.
 *
 * <p>Mirrors {@code pkg/scaling/resolver/scale_resolvers.go}, which passes over what is missing and
 * leaves the parser to wonder; here what is missing is named.
 */
record AuthResolver(
    KeyReader keys,
    TargetEnvironment environment,
    @Nullable BoundTokens tokens,
    String clusterObjectNamespace,
    @Nullable Path fileRoot,
    boolean reread) {

  Map<String, SecretSupplier> resolve(
      ScaledObject scaledObject, ScaleTrigger trigger, Problems problems) {
    ScaleTrigger.AuthenticationRef ref = trigger.authenticationRef().orElse(null);
    if (ref == null || ref.name().isEmpty()) {
      return Map.of();
    }
    String place =
        "ScaledObject "
            + scaledObject.namespace()
            + "/"
            + scaledObject.name()
            + ", spec.triggers["
            + trigger.index()
            + "].authenticationRef";
    String kind = ref.kind().isEmpty() ? TriggerAuthentication.KIND : ref.kind();
    boolean clusterWide = kind.equals(TriggerAuthentication.CLUSTER_KIND);
    if (!clusterWide && !kind.equals(TriggerAuthentication.KIND)) {
      problems.add(
          place + ".kind",
          Part.quote(kind)
              + " is neither "
              + TriggerAuthentication.KIND
              + " nor "
              + TriggerAuthentication.CLUSTER_KIND);
      return Map.of();
    }
    ObjectReference reference =
        new ObjectReference(
            TriggerAuthentication.API_VERSION,
            kind,
            clusterWide ? "" : scaledObject.namespace(),
            ref.name());
    try {
      Problems faults = new Problems();
      TriggerAuthentication authentication =
          TriggerAuthentication.read(
              keys.require(reference, " (for " + place + ")")
                  .orInNamespace(scaledObject.namespace()),
              faults);
      faults.throwIfAny();
      return parameters(authentication, scaledObject, problems);
    } catch (InvalidTriggerException e) {
      problems.addAll(e.problems());
      return Map.of();
    }
  }

  private Map<String, SecretSupplier> parameters(
      TriggerAuthentication authentication, ScaledObject scaledObject, Problems problems) {
    if (!authentication.filePath().isEmpty()) {
      return AuthFile.read(authentication, fileRoot);
    }
    String namespace =
        authentication.clusterWide() ? clusterObjectNamespace : scaledObject.namespace();
    AuthParams params = new AuthParams();
    for (TriggerAuthentication.Variable variable : authentication.env()) {
      String purpose = authentication.purpose(variable.parameter());
      params.put(
          variable.parameter(),
          () ->
              Secret.of(
                  environment
                      .of(scaledObject, variable.containerName(), purpose)
                      .require(variable.name(), purpose)));
    }
    for (TriggerAuthentication.Key key : authentication.configMapTargetRef()) {
      ObjectReference configMap = ObjectReference.configMap(namespace, key.name());
      params.put(key.parameter(), () -> stored(authentication, configMap, key));
    }
    for (TriggerAuthentication.Key key : authentication.secretTargetRef()) {
      ObjectReference secret = ObjectReference.secret(namespace, key.name());
      params.put(key.parameter(), () -> stored(authentication, secret, key));
    }
    for (String vault : authentication.unsupported()) {
      problems.add(
          authentication.reference() + ", spec." + vault,
          "is a vault that this library can't open; put the values into a Secret, or give them to"
              + " TriggerMetadata.Builder.authParam");
    }
    for (TriggerAuthentication.Token token : authentication.boundServiceAccountToken()) {
      params.put(token.parameter(), () -> bound(authentication, namespace, token));
    }
    return params.found(problems);
  }

  private SecretSupplier stored(
      TriggerAuthentication authentication, ObjectReference object, TriggerAuthentication.Key key) {
    Secret secret =
        Secret.of(keys.read(object, key.key(), authentication.purpose(key.parameter())));
    // A blank one is no secret that could rotate: the parser takes it as unset.
    return reread && !secret.trimmed().reveal().isEmpty()
        ? new StoredSecret(keys, object, key.key())
        : secret;
  }

  private SecretSupplier bound(
      TriggerAuthentication authentication, String namespace, TriggerAuthentication.Token token) {
    if (tokens == null) {
      throw InvalidTriggerException.of(
          "ServiceAccount "
              + namespace
              + "/"
              + token.serviceAccountName()
              + authentication.purpose(token.parameter()),
          "nobody mints its token; set TriggerResolver.Builder.boundTokens");
    }
    return tokens.token(namespace, token.serviceAccountName());
  }
}
