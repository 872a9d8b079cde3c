package io.github.scaler4j.trigger;

import java.util.Optional;

/** A supplier that equals every other supplier with its name. */
final class NamedSecretSupplier implements SecretSupplier {

  private final String name;
  private final SecretSupplier supplier;

  NamedSecretSupplier(String name, SecretSupplier supplier) {
    this.name = name;
    this.supplier = supplier;
  }

  /**
   * Returns a supplier whose name, if it has one, identifies it, whatever its own {@code equals}
   * says.
   */
  static SecretSupplier of(SecretSupplier supplier) {
    return supplier instanceof NamedSecretSupplier
        ? supplier
        : supplier
            .name()
            .<SecretSupplier>map(name -> new NamedSecretSupplier(name, supplier))
            .orElse(supplier);
  }

  @Override
  public Secret get() {
    return supplier.get();
  }

  @Override
  public Optional<String> name() {
    return Optional.of(name);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof NamedSecretSupplier other && name.equals(other.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "SecretSupplier[" + name + "]";
  }
}
