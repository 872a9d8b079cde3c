package io.github.scaler4j.datadogapi.merging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {

  private static DatadogQuery query(String text) {
    return DatadogQuery.of(text, Duration.ofSeconds(90), Duration.ZERO, 0);
  }

  private static Forecast forecast(List<DatadogQuery> queries) {
    return Forecast.of(queries, 35, 7_000, text -> text.length() + 8);
  }

  @Test
  void countsFullRequests() {
    List<DatadogQuery> queries = new ArrayList<>();
    for (int i = 0; i < 71; i++) {
      queries.add(query("avg:m" + i + "{*}"));
    }
    assertThat(forecast(queries)).isEqualTo(new Forecast(3, 3));
  }

  @Test
  void countsAFamilyByItsValues() {
    List<DatadogQuery> queries = new ArrayList<>();
    for (int family = 0; family < 50; family++) {
      for (int i = 0; i < 20; i++) {
        queries.add(
            query(
                "sum:shop.requests.f"
                    + family
                    + "{service:service-name-%07d,env:production}.as_count()".formatted(i)));
      }
    }
    assertThat(forecast(queries)).isEqualTo(new Forecast(29, 6));
  }

  @Test
  void countsNothingForNoQueries() {
    assertThat(forecast(List.of())).isEqualTo(new Forecast(0, 0));
  }
}
