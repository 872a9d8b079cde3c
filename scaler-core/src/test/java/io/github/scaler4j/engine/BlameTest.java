package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error parsing query: unknown scope",
        "Error parsing query: 'AND' and 'OR' cannot be mixed with ','",
        "Error parsing query: unable to parse avg:http.timeout{: Rule 'scope_expr' didn't match at"
            + " '' (line 1, column 18).",
        "Invalid query input:",
        "Rule 'scope_expr' didn't match",
        "unable to parse avg:x{",
        "The value provided for parameter 'query' is invalid",
        "The parameter 'query' is required and must not be empty",
        "Queries ending outside the retention date are invalid",
      })
  void recognizesWordsAboutAQuery(String words) {
    assertThat(Blame.of(words)).isEqualTo(Blame.QUERY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Query timed out", "Request timeout", "time out", "TIMED OUT"})
  void recognizesATimeoutOfDatadog(String words) {
    assertThat(Blame.of(words)).isEqualTo(Blame.DATADOG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Forbidden",
        "Too many requests",
        "Internal error",
        "a shard was unable to parse its answer",
        "the moon is full",
      })
  void blamesNoSideForUnknownWords(String words) {
    assertThat(Blame.of(words)).isEqualTo(Blame.UNKNOWN);
  }
}
