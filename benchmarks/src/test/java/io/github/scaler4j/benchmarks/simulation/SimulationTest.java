package io.github.scaler4j.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.benchmarks.simulation.Scene.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code still gives the checked-in rows. Of the grid, the rows up to 100 triggers; with {@code
 * -Dsimulation.all} all rows, which takes some minutes.
 */
class SimulationTest {

  private static final boolean ALL = System.getProperty("simulation.all") != null;
  private static final double PACE = 24;

  static List<Scene> grid() {
    return Simulation.scenes().stream()
        .filter(scene -> scene.kind() == Kind.STEADY && (ALL || scene.triggers() <= 100))
        .toList();
  }

  static List<Scene> scenes() {
    return Simulation.scenes().stream().filter(scene -> ALL || scene.triggers() <= 1_000).toList();
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void thePlainWaysGiveTheCheckedInRows(Scene scene) throws IOException {
    assertThat(Simulation.naive(scene)).isEqualTo(CheckedInReport.row(scene, "naive"));
    assertThat(Simulation.singleFlight(scene))
        .isEqualTo(CheckedInReport.row(scene, "single-flight"));
  }

  @ParameterizedTest
  @MethodSource("grid")
  void theGridGivesTheCheckedInRows(Scene scene) throws IOException {
    DayReport day = Simulation.scaler4j(scene);
    assertThat(day.row()).isEqualTo(CheckedInReport.row(scene, "scaler4j"));
    assertThat(day.spread().mostOfShare()).as("of the share, in an hour").isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STEADY")
  void troubleGivesTheCheckedInRowsAndIsMetEvenly(Kind kind) throws IOException {
    Scene scene = new Scene(kind, 1_000, 1_600);
    DayReport day = Simulation.scaler4j(scene);
    assertThat(day.row()).isEqualTo(CheckedInReport.row(scene, "scaler4j"));
    assertThat(day.spread().mostOfShare()).as("of the share, in an hour").isLessThanOrEqualTo(1);
    assertThat(day.spread().lowestLastTenth())
        .as("requests in the last tenth of an hour, of the mean tenth, in the lowest hour")
        .isGreaterThanOrEqualTo(0.70);
    if (kind == Kind.OUTAGE) {
      assertThat(day.spread().mostPerMinute()).as("in 60 s").isLessThanOrEqualTo((long) PACE + 1);
      assertThat(day.recoverySeconds())
          .as("seconds until all is new; the bound is a round")
          .isLessThanOrEqualTo(1.10 * day.row().boundSeconds());
    }
  }

  @Test
  void requestsAreFullFrom70TriggersOn() {
    for (int limit : new int[] {300, 1_600}) {
      Row row = Simulation.scaler4j(new Scene(Kind.STEADY, 70, limit)).row();
      assertThat(row.batchFill()).isGreaterThanOrEqualTo(0.95);
      assertThat(Bars.worst(row)).isLessThanOrEqualTo(1.10);
    }
  }
}
