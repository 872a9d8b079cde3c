package io.github.scaler4j.datadogapi;

import java.util.List;

/** Throws what code in Kotlin may throw: checked exceptions that no signature declares. */
final class UndeclaredFaults {

  private UndeclaredFaults() {}

  /** Returns one of each kind of what a caller's code may throw. */
  static List<Throwable> kinds() {
    return List.of(
        new IllegalStateException("a bug"),
        new NoClassDefFoundError("x"),
        new Exception("a checked exception"));
  }

  /**
   * Throws an exception of any kind.
   *
   * @return never; for {@code throw}
   */
  static RuntimeException asUnchecked(Throwable fault) {
    throw UndeclaredFaults.<RuntimeException>cast(fault);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E cast(Throwable fault) throws E {
    throw (E) fault;
  }
}
