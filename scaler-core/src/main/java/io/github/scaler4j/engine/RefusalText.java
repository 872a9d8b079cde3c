package io.github.scaler4j.engine;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okio.BufferedSource;

/**
 * Reads the text of a refusal. Status and headers already hold what matters, so a body that is cut
 * off, can't be decompressed, stalls or is slow only yields less text.
 */
public final class RefusalText {

  /** Far beyond a refusal or a gateway's error page. */
  private static final int LONGEST = 64 * 1024;

  // The text usually arrives with the headers. Waiting for more could lose both to the deadline.
  private static final long STALLED_MILLIS = 200;
  private static final long LONGEST_MILLIS = 500;

  private RefusalText() {}

  /**
   * Reads the text that arrives without a pause, and soon. Both limits also hold for whoever reads
   * the rest of the body.
   *
   * @param body the body; may be incomplete
   * @return its text, up to 64 KiB; empty if there is none
   */
  public static String read(BufferedSource body) {
    // The HTTP client clears them when it is done with the body, for the connection's next answer.
    body.timeout().timeout(STALLED_MILLIS, TimeUnit.MILLISECONDS);
    body.timeout().deadline(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    try {
      body.request(LONGEST);
    } catch (IOException e) {
      // The text read so far is enough for a message.
    }
    return body.getBuffer().snapshot((int) Math.min(LONGEST, body.getBuffer().size())).utf8();
  }
}
