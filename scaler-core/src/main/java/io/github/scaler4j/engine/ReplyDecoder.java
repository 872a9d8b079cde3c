package io.github.scaler4j.engine;

import java.io.IOException;
import okhttp3.Headers;
import okio.BufferedSource;

/**
 * Turns one HTTP answer into a value, on the thread that reads it.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface ReplyDecoder<T> {

  /**
   * Decodes an answer while it arrives.
   *
   * @param status the HTTP status
   * @param headers the HTTP headers
   * @param body the body, capped; need not be read to its end
   * @return the value
   * @throws MalformedBodyException if the body breaks the interface's contract
   * @throws IOException if reading fails
   */
  T decode(int status, Headers headers, BufferedSource body) throws IOException;
}
