package io.github.scaler4j.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {

  @Test
  void joinsLinesAndTrims() {
    assertThat(ErrorText.oneLine(" \r\nInvalid\tquery \u0007\u2028 input:\n", 100))
        .isEqualTo("Invalid query input:");
    assertThat(ErrorText.oneLine("\n\t ", 100)).isEmpty();
  }

  @Test
  void cutsWithAnEllipsisWithinTheLimit() {
    assertThat(ErrorText.oneLine("abcdef", 6)).isEqualTo("abcdef");
    assertThat(ErrorText.oneLine("abcdef", 5)).isEqualTo("abcd\u2026");
    assertThat(ErrorText.oneLine("abcdef", 1)).isEqualTo("\u2026");
    assertThat(ErrorText.oneLine("abcde     ", 5)).isEqualTo("abcde");
  }

  @Test
  void cutsNoSurrogatePairInTwo() {
    assertThat(ErrorText.oneLine("ab\uD83D\uDE00cd", 4)).isEqualTo("ab\u2026");
    assertThat(ErrorText.oneLine("ab\uD83D\uDE00cd", 5)).isEqualTo("ab\uD83D\uDE00\u2026");
  }

  private static final String KEY = "0123456789abcdef0123456789ABCDEF";
  private static final String TOKEN =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6Ij.eyJhdWQiOlsiaHR0cHM6Ly9rdWJl.c2lnbmF0dXJlK3dpdGgvc2xhc2g=";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the key 0123456789abcdef0123456789ABCDEF is unknown|the key *** is unknown",
        "0123456789ABCDEF0123456789abcdef|***",
        "key=0123456789abcdef0123456789ABCDEF&app=0123456789abcdef0123456789ABCDEF|key=***&app=***",
        "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789ABCDEF|******",
        "starts with 01234567...|starts with ***...",
        "0123456 is too short to tell|0123456 is too short to tell",
        "nothing of it|nothing of it",
      })
  void redactsAKey(String text, String clean) {
    assertThat(ErrorText.redact(text, List.of(KEY))).isEqualTo(clean);
  }

  @Test
  void redactsATokenWholeEncodedAndInParts() {
    List<String> secrets = List.of(TOKEN);
    assertThat(ErrorText.redact("Bearer " + TOKEN + "!", secrets)).isEqualTo("Bearer ***!");
    assertThat(ErrorText.redact("t=" + URLEncoder.encode(TOKEN, UTF_8), secrets))
        .isEqualTo("t=***");
    assertThat(ErrorText.redact("claims eyJhdWQiOlsiaHR0cHM6Ly9rdWJl", secrets))
        .isEqualTo("claims ***");
    assertThat(ErrorText.redact("signature c2lnbmF0dXJlK3dpdGgvc2xhc2g=", secrets))
        .isEqualTo("signature ***");
  }

  @Test
  void redactsSeveralSecretsButNoShortWords() {
    assertThat(ErrorText.redact("first, second and a", List.of("first", "second", "a", "")))
        .isEqualTo("***, *** and a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sign in|Sign in",
        "1 < 2|1 < 2",
        "<html><head><title>403 Forbidden</title></head></html>|403 Forbidden",
        "<!DOCTYPE html><style>p { color: <red> }</style><SCRIPT src='x'>if (a<b) {}</SCRIPT>A<br>B|A B",
        "<!-- a > b --><p>gone|gone",
        "<p|''",
        "<script>never ends|''",
        "<|''",
        "''|''",
      })
  void readsAPageWithoutItsMarkup(String page, String words) {
    assertThat(ErrorText.oneLine(ErrorText.withoutMarkup(page), 100)).isEqualTo(words);
  }
}
