package io.github.scaler4j.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that the code still produces the checked-in hours of trouble, to each single reading. */
@Tag("days")
class SimulationTroubleTest {

  @ParameterizedTest
  @EnumSource
  void repeatsTheHours(Trouble trouble) throws IOException {
    assertThat(SimulationTest.smallRows()).contains(TroubleRun.run(trouble));
  }
}
