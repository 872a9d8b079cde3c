package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTokenizerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1 | avg:x{*}",
        "1 | avg:x{a:b,c:d}",
        "1 | top(per_second(sum:x{a:b,c:d}.rollup(max, 2)), 5, 'mean', 'desc')",
        "2 | avg:x{*},avg:y{*}",
        "3 | avg:x{a,b}, avg:y{c} by {d,e} , moving_rollup(avg:z{*}, 60, \"avg\")",
        "2 | top(avg:x{a:b}, 5, 'it\\'s, {'),avg:y{*}",
        "2 | top(avg:x{a:b}, 5, \"it's, (\"),avg:y{*}",
        "1 | a",
        "2 | a[1,2]{*},b{*}"
      })
  void countsTopLevelQueries(int count, String query) {
    assertThat(QueryTokenizer.count(query)).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "avg:x{*},",
        ",avg:x{*}",
        "avg:x{*}, ,avg:y{*}",
        "avg:x{*},,avg:y{*}",
        "avg:x{*}),avg:y{*}",
        "avg:x{(},avg:y{)}",
        "avg:x{a,avg:y{*}",
        "avg:x{a:it's},avg:y{*}",
        // A quote inside braces may be part of a tag.
        "avg:x{a:it's},avg:y{b:it's}",
        "avg:x{a:'}, avg:y{'}",
        "avg:x{a:'\\'}'},avg:y{*}",
        "avg:x{a:\"it's\"},avg:y{*}",
        "avg:x{a:'b'}",
        "top(avg:x{a:b's}, 5, 'mean'),avg:y{a:'}",
        "avg:x{a[']:'}",
        "avg:x{a:'\\'},avg:y{*}",
        "avg:x{*}\\,avg:y{*}",
        "avg:x{a:\"},avg:y{*}",
        "a{*}, \u00a0"
      })
  void isNotSureOfTheUnbalanced(String query) {
    assertThat(QueryTokenizer.count(query)).isZero();
  }
}
