package io.github.scaler4j.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.simulation.Scene.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that the code still produces the checked-in days, to each single reading. Of the report,
 * the rows of 10 triggers; with {@code -Dsimulation.all} the whole page, which takes minutes.
 */
@Tag("days")
class SimulationTest {

  static final Path REPORTS = Path.of("reports");

  static List<SmallRow> smallRows() throws IOException {
    return Reports.rows(REPORTS.resolve(Simulation.SMALL), SmallRow[].class);
  }

  static List<TroubleRow> troubleRows() throws IOException {
    return smallRows().stream()
        .filter(TroubleRow.class::isInstance)
        .map(TroubleRow.class::cast)
        .toList();
  }

  static List<Scene> smallScenes() {
    return Simulation.smallScenes();
  }

  static List<Scene> cheapScenes() {
    return Simulation.scenes().stream().filter(scene -> scene.triggers() == 10).toList();
  }

  @ParameterizedTest
  @MethodSource("smallScenes")
  void repeatsTheSmallScenes(Scene scene) throws IOException {
    assertThat(smallRows()).contains(ScalerDay.run(scene));
  }

  @ParameterizedTest
  @EnumSource
  void repeatsTheHoursOfTrouble(Trouble trouble) throws IOException {
    assertThat(smallRows()).contains(TroubleRun.run(trouble));
  }

  @ParameterizedTest
  @MethodSource("cheapScenes")
  void repeatsTheCheapScenes(Scene scene) throws IOException {
    List<Row> rows = Reports.rows(REPORTS.resolve(Simulation.ROWS), Row[].class);
    assertThat(rows)
        .contains(
            ModelDay.naive(scene),
            ModelDay.naiveWithoutPolls(scene),
            ModelDay.singleFlight(scene),
            ScalerDay.run(scene).row());
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  @EnabledIfSystemProperty(named = "simulation.all", matches = ".*")
  void repeatsTheWholePage() throws IOException {
    List<Row> rows = Reports.rows(REPORTS.resolve(Simulation.ROWS), Row[].class);
    Map<Kind, Day> troubles = new EnumMap<>(Kind.class);
    for (Scene scene : Simulation.scenes()) {
      Day day = ScalerDay.run(scene);
      assertThat(rows)
          .contains(
              ModelDay.naive(scene),
              ModelDay.naiveWithoutPolls(scene),
              ModelDay.singleFlight(scene),
              day.row());
      if (scene.kind() != Kind.STEADY) {
        troubles.put(scene.kind(), day);
      }
    }
    assertThat(new SimulationReport(rows).bars(troubles, troubleRows()).missed()).isEmpty();
    assertThat(Files.readString(REPORTS.resolve(Simulation.PAGE)))
        .isEqualTo(new SimulationReport(rows).page(troubles, troubleRows()));
  }
}
