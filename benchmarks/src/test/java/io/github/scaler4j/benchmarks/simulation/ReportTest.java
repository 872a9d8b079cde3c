package io.github.scaler4j.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.benchmarks.simulation.Scene.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every checked-in row has to hold. That the code still gives them: SimulationTest. */
class ReportTest {

  static List<Row> ours() throws IOException {
    return CheckedInReport.ours().toList();
  }

  @Test
  void hasEverySceneInEveryWay() throws IOException {
    List<String> wanted = new ArrayList<>();
    for (Scene scene : Simulation.scenes()) {
      for (String way : List.of("naive", "single-flight", "scaler4j")) {
        wanted.add(scene + " " + way);
      }
    }
    assertThat(CheckedInReport.rows())
        .extracting(
            row ->
                "%s, %d triggers, %d per hour %s"
                    .formatted(row.scene(), row.triggers(), row.limitPerHour(), row.way()))
        .containsExactlyElementsOf(wanted);
  }

  @Test
  void theJsonIsWhatIsWrittenForItsRowsAndThePageShowsThem() throws IOException {
    assertThat(CheckedInReport.json()).isEqualTo(Report.json(CheckedInReport.rows()));
    assertThat(CheckedInReport.page()).contains(ReportPage.table(CheckedInReport.rows()));
  }

  @ParameterizedTest
  @MethodSource("ours")
  void no429WithOneProcessAndHardlyOneWithThree(Row row) {
    if (row.scene().equals(Kind.THREE_PROCESSES.title)) {
      assertThat(Bars.refused(row)).isLessThan(0.001);
    } else {
      assertThat(row.http429()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("ours")
  void requestsStayWithinTheShare(Row row) {
    assertThat(Bars.ofShare(row)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("ours")
  void requestsAreFull(Row row) {
    assertThat(row.batchFill()).isGreaterThanOrEqualTo(row.triggers() >= 70 ? 0.95 : 0.25);
  }

  @ParameterizedTest
  @MethodSource("ours")
  void agesStayWithinTheBound(Row row) {
    assertThat(Bars.median(row)).isLessThanOrEqualTo(row.triggers() <= 35 ? 0.75 : 0.60);
    assertThat(Bars.worst(row)).isLessThanOrEqualTo(1.10);
  }

  @ParameterizedTest
  @MethodSource("ours")
  void theBoundIsTheFreshnessOrARoundAtThePace(Row row) {
    double share =
        switch (row.scene()) {
          case "limit-halves" -> 0.9 / 2;
          case "other-consumer" -> 0.9 - 0.5;
          default -> 0.9;
        };
    double round = Math.ceil(row.triggers() / 35.0) / (share * row.limitPerHour() / 3600);
    assertThat(row.boundSeconds()).isEqualTo(Math.round(Math.max(15, round) * 100) / 100.0);
  }

  @Test
  void badQueriesDoNotMakeTheirNeighboursStaler() throws IOException {
    Row bad = CheckedInReport.row(new Scene(Kind.BAD_QUERIES, 1_000, 1_600), "scaler4j");
    Row good = CheckedInReport.row(new Scene(Kind.STEADY, 1_000, 1_600), "scaler4j");
    assertThat(bad.medianAgeSeconds()).isLessThanOrEqualTo(1.05 * good.medianAgeSeconds());
    assertThat(bad.worstAgeSeconds()).isLessThanOrEqualTo(1.05 * good.worstAgeSeconds());
  }

  @Test
  void tellsHowManyOfNaivesPollsFail() throws IOException {
    Row naive = CheckedInReport.row(new Scene(Kind.STEADY, 1_000, 1_600), "naive");
    double failing = (double) naive.failedReads() / naive.reads();
    assertThat(failing).isGreaterThan(0.99);
    assertThat(CheckedInReport.page())
        .containsPattern(
            "%s of naive's reads fail".formatted(ReportPage.percent(failing)).replace(" ", "\\s+"));
  }
}
