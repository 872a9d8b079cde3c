package io.github.scaler4j.manifest;

/** A lookup that can say which objects it has, for a message about one that is missing. */
abstract class KnownObjects implements ObjectLookup {

  /** A clause such as {@code "; the manifests hold Secret default/keys"}. */
  abstract String describeOthers(ObjectReference missing);
}
