package io.github.scaler4j.manifest;

import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;

/**
 * A key of a Secret or ConfigMap, read again for every request.
 *
 * <p>Equal for the same key, object and lookup, so that triggers share an account through all
 * rotations.
 */
record StoredSecret(ObjectLookup lookup, ObjectReference object, String key)
    implements SecretSupplier {

  @Override
  public Secret get() {
    return Secret.of(new DataLookup(lookup).read(object, key, ""));
  }

  @Override
  public String toString() {
    return object + ", key " + ManifestNode.quote(key);
  }
}
