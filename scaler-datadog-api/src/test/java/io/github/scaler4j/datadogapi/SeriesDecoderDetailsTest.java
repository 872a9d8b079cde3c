package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.SeriesBodies.decode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.engine.MalformedBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The details of series that merging compares. */
class SeriesDecoderDetailsTest {

  private static List<SeriesDetails> details(String series) throws IOException {
    byte[] json = ("{\"status\":\"ok\",\"series\":[" + series + "]}").getBytes(UTF_8);
    return SeriesDecoder.decode(new ByteArrayInputStream(json), new int[] {0}, true).details();
  }

  @Test
  void readsTheTagsOfEachSeries() throws IOException {
    assertThat(
            details(
                "{\"tag_set\":[\"service:cart\",\"env:prod\"]},{\"tag_set\":null},{},"
                    + "{\"tag_set\":[\"service:pay\"]},{\"tag_set\":[]}"))
        .extracting(SeriesDetails::tags)
        .containsExactly(
            List.of("service:cart", "env:prod"),
            List.of(),
            List.of(),
            List.of("service:pay"),
            List.of());
  }

  @Test
  void tellsPointsAtOtherTimesApart() throws IOException {
    List<SeriesDetails> details =
        details(
            "{\"pointlist\":[[1,5],[2,5]]},{\"pointlist\":[[1,6],[2,null],[2,7]]},"
                + "{\"pointlist\":[[1,5],[3,5]]},{\"pointlist\":[[2,5],[1,5]]},"
                + "{\"pointlist\":[[2,5]]},{}");
    assertThat(details.get(1)).as("the times of points with a value").isEqualTo(details.get(0));
    assertThat(details.get(0).points()).isNotZero();
    assertThat(details.get(5).points()).isZero();
    assertThat(details.subList(1, 6)).extracting(SeriesDetails::points).doesNotHaveDuplicates();
  }

  @Test
  void skipsDetailsThatAreNotWanted() throws IOException {
    assertThat(decode("{\"status\":\"ok\",\"series\":[{\"tag_set\":5}]}").details()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "{}", "\"a:b\"", "[5]", "[null]", "[[]]"})
  void refusesTagsOfAnotherShape(String tags) {
    assertThatThrownBy(() -> details("{\"tag_set\":" + tags + "}"))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageContaining("tag_set");
  }
}
