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
