package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SecretSupplierTest {

  private static SecretSupplier fromVault(String name) {
    return SecretSupplier.named(name, () -> Secret.of("s3cret"));
  }

  @Test
  void isEqualByName() {
    assertThat(fromVault("vault/dd"))
        .isEqualTo(fromVault("vault/dd"))
        .hasSameHashCodeAs(fromVault("vault/dd"))
        .isNotEqualTo(fromVault("vault/other"))
        .isNotEqualTo(Secret.of("vault/dd"));
  }

  @Test
  void suppliesTheSecret() {
    assertThat(fromVault("vault/dd").get()).isEqualTo(Secret.of("s3cret"));
  }

  @Test
  void returnsItsName() {
    SecretSupplier lambda = () -> Secret.of("s3cret");

    assertThat(fromVault("vault/dd").name()).contains("vault/dd");
    assertThat(lambda.name()).isEmpty();
    assertThat(Secret.of("s3cret").name()).isEmpty();
  }

  @Test
  void printsOnlyTheName() {
    assertThat(fromVault("vault/dd")).hasToString("SecretSupplier[vault/dd]");
  }

  @Test
  void refusesABlankName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fromVault(" "))
        .withMessageContaining("name: must not be blank");
  }
}
