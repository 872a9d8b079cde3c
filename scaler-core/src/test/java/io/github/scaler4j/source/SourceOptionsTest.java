package io.github.scaler4j.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SourceOptionsTest {

  private static final class OwnOptions extends SourceOptions {
    private final String own;

    private OwnOptions(OwnBuilder builder) {
      super(builder);
      this.own = builder.own;
    }
  }

  private static final class OwnBuilder extends SourceOptions.Builder<OwnBuilder> {
    private String own = "";

    private OwnBuilder() {
      super(7);
    }

    private OwnBuilder(OwnOptions options) {
      super(options);
      own = options.own;
    }

    OwnBuilder own(String text) {
      own = text;
      return this;
    }

    OwnOptions build() {
      return new OwnOptions(this);
    }

    @Override
    protected OwnBuilder self() {
      return this;
    }
  }

  @Test
  void returnsTheOwnBuilder() {
    OwnOptions options =
        new OwnBuilder()
            .freshFor(Duration.ofSeconds(1))
            .staleFor(Duration.ofSeconds(2))
            .idleAfter(Duration.ofSeconds(3))
            .retries(4)
            .bodyCap(5)
            .maxParallelRequests(6)
            .own("own")
            .build();

    assertThat(options.own).isEqualTo("own");
    assertThat(options)
        .hasToString(
            "freshFor=PT1S, staleFor=PT2S, idleAfter=PT3S, retries=4, bodyCap=5,"
                + " maxParallelRequests=6");
    assertThat(new OwnBuilder(options).build()).hasToString(options.toString());
  }

  @Test
  void leavesOneDefaultToTheSource() {
    OwnOptions defaults = new OwnBuilder().build();

    assertThat(defaults.maxParallelRequests()).isEqualTo(7);
    assertThat(defaults.freshFor()).isEqualTo(Duration.ofSeconds(15));
    assertThat(defaults.staleFor()).isEqualTo(Duration.ofMinutes(5));
    assertThat(defaults.idleAfter()).isEqualTo(Duration.ofMinutes(10));
    assertThat(defaults.retries()).isEqualTo(2);
    assertThat(defaults.bodyCap()).isEqualTo(8 * 1024 * 1024);
  }

  static Stream<Arguments> refused() {
    Duration negative = Duration.ofNanos(-1);
    return Stream.of(
        refused("freshFor", builder -> builder.freshFor(negative)),
        refused("staleFor", builder -> builder.staleFor(negative)),
        refused("idleAfter", builder -> builder.idleAfter(Duration.ZERO)),
        refused("retries", builder -> builder.retries(-1)),
        refused("bodyCap", builder -> builder.bodyCap(0)),
        refused("maxParallelRequests", builder -> builder.maxParallelRequests(0)));
  }

  private static Arguments refused(String option, UnaryOperator<OwnBuilder> change) {
    return Arguments.of(option, change);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsOutOfRange(String option, UnaryOperator<OwnBuilder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(new OwnBuilder()))
        .withMessageStartingWith(option + ": ")
        .withMessageContaining(": must be ");
  }
}
