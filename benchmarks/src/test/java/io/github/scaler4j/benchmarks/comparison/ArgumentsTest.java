package io.github.scaler4j.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.benchmarks.comparison.Arguments.BadArgument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  @Test
  void comparesUpToTenThousandByDefault() throws BadArgument {
    Arguments arguments = Arguments.parse(List.of());
    assertThat(arguments.scalers()).containsExactly(10, 100, 1_000, 10_000);
    assertThat(arguments.limit()).isEqualTo(1_600);
    assertThat(arguments.period()).isEqualTo(Duration.ofMinutes(1));
    assertThat(arguments.out()).endsWithRaw(Path.of("target", "comparison"));
    assertThat(arguments.from()).isEmpty();
  }

  @Test
  void readsEachOption() throws BadArgument {
    Arguments arguments =
        Arguments.parse(
            List.of(
                "--scalers",
                "30,7",
                "--limit",
                "600/3600",
                "--latency",
                "0",
                "--out",
                "x",
                "--from",
                "y.json"));
    assertThat(arguments.scalers()).containsExactly(7, 30);
    assertThat(arguments.limit()).isEqualTo(600);
    assertThat(arguments.period()).isEqualTo(Duration.ofHours(1));
    assertThat(arguments.latency()).isZero();
    assertThat(arguments.out()).isEqualTo(Path.of("x"));
    assertThat(arguments.from()).contains(Path.of("y.json"));
  }

  @Test
  void keepsRunsShort() throws BadArgument {
    Plan quick = Plan.of(Arguments.parse(List.of("--quick")));
    assertThat(quick.realLength()).isLessThan(Duration.ofSeconds(45));
    Plan whole = Plan.of(Arguments.parse(List.of()));
    assertThat(whole.realLength()).isLessThan(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fast|argument: '--fast'",
        "--scalers|--scalers: ''",
        "--scalers 0|--scalers: '0'",
        "--scalers 10,|--scalers: '10,'",
        "--scalers 100001|--scalers: '100001'",
        "--scalers -5|--scalers: '-5'",
        "--limit 1600|--limit: '1600'",
        "--limit 0/60|--limit: '0/60'",
        "--limit 5/0|--limit: '5/0'",
        "--latency 1s|--latency: '1s'",
        "--latency 2000|--latency: '2000'",
        "--out|--out: ''",
      })
  void refusesWhatItCannotUse(String line, String message) {
    assertThatThrownBy(() -> Arguments.parse(List.of(line.split(" ", -1))))
        .isInstanceOf(BadArgument.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("; accepted: ");
  }
}
