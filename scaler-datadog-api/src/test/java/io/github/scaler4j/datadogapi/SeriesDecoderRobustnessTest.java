package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.SeriesBodies.decode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.engine.MalformedBodyException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bodies that are cut, deep, huge or random. */
class SeriesDecoderRobustnessTest {

  @Test
  void refusesABodyThatIsCutAnywhere() throws IOException {
    byte[] whole = SeriesBodies.REAL.getBytes(UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> decode(cut))
          .as("cut at %d", length)
          .isInstanceOf(MalformedBodyException.class);
    }
    assertThat(decode(whole).series()).hasSize(2);
  }

  @Test
  void decodesOrRefusesMutatedBodies() throws IOException {
    Random random = new Random(20_260_801);
    byte[] alphabet = "{}[]\",:0123456789.-+eE null\\u\u00e9".getBytes(UTF_8);
    int decoded = 0;
    for (int round = 0; round < 5_000; round++) {
      byte[] body = SeriesBodies.REAL.getBytes(UTF_8);
      for (int i = random.nextInt(4); i >= 0; i--) {
        byte with =
            random.nextBoolean()
                ? alphabet[random.nextInt(alphabet.length)]
                : (byte) random.nextInt(256);
        body[random.nextInt(body.length)] = with;
      }
      try {
        for (Series series : decode(body, 1, 0).series()) {
          assertThat(Double.isInfinite(series.value())).isFalse();
        }
        decoded++;
      } catch (MalformedBodyException e) {
        assertThat(e).hasMessageNotContaining("Exception");
      }
    }
    // Neither all nor none, so the mutations cause both results.
    assertThat(decoded).isBetween(100, 4_900);
  }

  @Test
  void refusesADeepBody() {
    String deep = "{\"x\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> decode(deep)).isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void refusesMoreSeriesThanDatadogSends() throws IOException {
    assertThat(decode("{\"status\":\"ok\",\"series\":[{}" + ",{}".repeat(999) + "]}").series())
        .hasSize(1000);
    assertThatThrownBy(
            () -> decode("{\"status\":\"ok\",\"series\":[{}" + ",{}".repeat(100_000) + "]}"))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageContaining("more than");
  }

  @Test
  void keepsNoMoreWordsThanAMessageMayShow() throws IOException {
    String errors = "[" + "\"word\",".repeat(100_000) + "\"" + "w".repeat(1_000_000) + "\"]";
    assertThat(decode("{\"status\":\"error\",\"errors\":" + errors + "}").words())
        .hasSizeLessThan(10_000);
  }

  @Test
  void needsNoMemoryPerPoint() throws IOException, ReflectiveOperationException {
    byte[] few = body(35, 20);
    byte[] many = body(35, 300);
    long fewBytes = allocated(few);
    long manyBytes = allocated(many);
    // A few of the numbers are too long for the fast parser.
    assertThat(manyBytes - fewBytes).as("for 9,800 more points").isLessThan(9_800);
    // Far less than a model of all points.
    assertThat(fewBytes).isLessThan(20_000);
  }

  private static long allocated(byte[] body) throws IOException, ReflectiveOperationException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      long before = AllocatedBytes.ofThisThread();
      decode(body, new int[35]);
      least = Math.min(least, AllocatedBytes.ofThisThread() - before);
    }
    return least;
  }

  private static byte[] body(int series, int points) {
    Random random = new Random(1);
    StringBuilder json = new StringBuilder("{\"status\":\"ok\",\"series\":[");
    for (int s = 0; s < series; s++) {
      json.append(s == 0 ? "" : ",")
          .append("{\"query_index\":")
          .append(s)
          .append(",\"pointlist\":[");
      for (int p = 0; p < points; p++) {
        json.append(p == 0 ? "" : ",")
            .append(
                String.format(
                    Locale.ROOT, "[%d.0,%s]", 1_596_011_442_000L + p, random.nextDouble() * 1000));
      }
      json.append("]}");
    }
    return json.append("]}").toString().getBytes(UTF_8);
  }
}
