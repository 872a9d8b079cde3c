package io.github.scaler4j.engine;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okio.BufferedSource;

/**
 * Reads the text of a refusal. Its status and its headers have said what counts, so a body that is
 * cut off, can't be decompressed or stalls merely has no more words.
 */
public final class RefusalText {

  /** A refusal has some hundred bytes, a gateway's page some thousand. */
  private static final int LONGEST = 64 * 1024;

  // The words mostly arrive with the headers. Who waits for more may lose both to the deadline.
  private static final long STALLED_MILLIS = 200;

  private RefusalText() {}

  /**
   * Reads as much as arrives without a pause.
   *
   * @param body the body; need not be whole
   * @return its text, up to 64 KiB; empty if there is none
   */
  public static String read(BufferedSource body) {
    body.timeout().timeout(STALLED_MILLIS, TimeUnit.MILLISECONDS);
    try {
      body.request(LONGEST);
    } catch (IOException e) {
      // What was read until here is enough for a message.
    }
    return body.getBuffer().snapshot((int) Math.min(LONGEST, body.getBuffer().size())).utf8();
  }
}
