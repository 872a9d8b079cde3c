package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
      return file(authentication);
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
    String text = keys.read(object, key.key(), authentication.purpose(key.parameter()));
    return reread ? new StoredSecret(keys, object, key.key()) : Secret.of(text);
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

  /** KEDA takes the file for all parameters at once and looks nowhere else. */
  private Map<String, SecretSupplier> file(TriggerAuthentication authentication) {
    String place = authentication.reference() + ", spec.filePath";
    if (!authentication.clusterWide()) {
      throw InvalidTriggerException.of(
          place, "is allowed in a " + TriggerAuthentication.CLUSTER_KIND + " only");
    }
    if (fileRoot == null) {
      throw InvalidTriggerException.of(
          place, "has no folder to be in; set TriggerResolver.Builder.authFileRoot");
    }
    Path file = below(fileRoot, authentication.filePath(), place);
    List<ManifestValue> documents = ManifestText.read(file);
    if (documents.size() != 1 || !(documents.get(0) instanceof ManifestValue.Fields)) {
      throw InvalidTriggerException.of(
          file + " (for " + place + ")", "is not one JSON object of texts");
    }
    Problems problems = new Problems();
    Map<String, SecretSupplier> params = new LinkedHashMap<>();
    Part.root("parameters", file.toString(), documents.get(0), problems)
        .texts()
        .forEach((parameter, text) -> params.put(parameter, Secret.of(text)));
    problems.throwIfAny();
    return params;
  }

  private static Path below(Path root, String relative, String place) {
    try {
      Path path = Path.of(relative);
      if (!path.isAbsolute() && !relative.contains("..")) {
        return root.resolve(path);
      }
    } catch (InvalidPathException e) {
      throw InvalidTriggerException.of(place, "is not a path");
    }
    throw InvalidTriggerException.of(place, "is not a relative path without ..");
  }
}
