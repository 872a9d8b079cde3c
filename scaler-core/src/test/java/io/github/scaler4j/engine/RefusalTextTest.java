package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.junit.jupiter.api.Test;

class RefusalTextTest {

  @Test
  void readsTheText() {
    assertThat(RefusalText.read(new Buffer().writeUtf8("Zu viele Anfragen: \u00e9")))
        .isEqualTo("Zu viele Anfragen: \u00e9");
    assertThat(RefusalText.read(new Buffer())).isEmpty();
  }

  @Test
  void readsNoMoreThanSixtyFourKibibytes() {
    assertThat(RefusalText.read(new Buffer().writeUtf8("x".repeat(1 << 20)))).hasSize(1 << 16);
  }

  @Test
  void keepsTheTextBeforeTheBodyBroke() {
    assertThat(RefusalText.read(Okio.buffer(new Breaking("half")))).isEqualTo("half");
    assertThat(RefusalText.read(Okio.buffer(new Breaking("")))).isEmpty();
  }

  @Test
  void limitsTheTimeOfTheWholeBody() {
    Timeout timeout = new Timeout();
    Source body =
        new ForwardingSource(new Buffer().writeUtf8("slow")) {
          @Override
          public Timeout timeout() {
            return timeout;
          }
        };
    assertThat(RefusalText.read(Okio.buffer(body))).isEqualTo("slow");
    assertThat(timeout.timeoutNanos()).as("of each read").isPositive();
    assertThat(timeout.hasDeadline()).isTrue();
  }

  /** Returns some text, then breaks. */
  private static final class Breaking extends ForwardingSource {

    private String text;

    Breaking(String text) {
      super(new Buffer());
      this.text = text;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      if (text.isEmpty()) {
        throw new IOException("broken");
      }
      sink.writeUtf8(text);
      int read = text.length();
      text = "";
      return read;
    }
  }
}
