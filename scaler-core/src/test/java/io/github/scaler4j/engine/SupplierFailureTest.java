package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SupplierFailureTest {

  @Test
  void keepsTypesAndPlaceButNoMessages() {
    RuntimeException thrown =
        new IllegalStateException("s3cret", new IllegalArgumentException("s3cret"));
    thrown.addSuppressed(new IllegalStateException("s3cret"));
    SupplierFailure failure = SupplierFailure.of(thrown);
    assertThat(failure)
        .hasMessage("java.lang.IllegalStateException, caused by java.lang.IllegalArgumentException")
        .hasNoCause()
        .hasNoSuppressedExceptions();
    assertThat(failure.getStackTrace()).isEqualTo(thrown.getStackTrace());
  }

  @Test
  void survivesCausesInACircle() {
    Exception first = new Exception("s3cret");
    Exception second = new Exception("s3cret", first);
    first.initCause(second);
    assertThat(SupplierFailure.of(first).getMessage()).hasSizeLessThan(1_000);
  }
}
