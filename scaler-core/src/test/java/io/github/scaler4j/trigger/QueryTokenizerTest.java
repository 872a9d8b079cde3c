package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
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
        "1 | avg:x{a:'}, avg:y{'}",
        "2 | avg:x{a:'\\'}'},avg:y{*}",
        "2 | avg:x{a:\"it's\"},avg:y{*}",
        "1 | a",
        "2 | a[1,2]{*},b{*}"
      })
  void countsTopLevelQueries(int count, String query) {
    assertThat(QueryTokenizer.count(query)).isEqualTo(count);
    assertThat(QueryTokenizer.pieces(query)).hasSize(count);
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
        "avg:x{a:'\\'},avg:y{*}",
        "avg:x{*}\\,avg:y{*}",
        "avg:x{a:\"},avg:y{*}",
        "a{*}, \u00a0"
      })
  void isNotSureOfTheUnbalanced(String query) {
    assertThat(QueryTokenizer.count(query)).isZero();
    assertThat(QueryTokenizer.pieces(query)).containsExactly(query);
  }

  @Test
  void piecesJoinToTheInput() {
    Random random = new Random(4);
    String alphabet = "abcab,,()'\"\\";
    int several = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(14); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String query = text.toString();
      assertThat(String.join(",", QueryTokenizer.pieces(query))).isEqualTo(query);
      several += QueryTokenizer.count(query) > 1 ? 1 : 0;
    }
    assertThat(several).isGreaterThan(100);
  }
}
