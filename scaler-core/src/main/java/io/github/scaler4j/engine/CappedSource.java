package io.github.scaler4j.engine;

import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/**
 * Fails once too many bytes have been read, so that no answer fills the heap.
 *
 * <p>Confined to one call.
 */
final class CappedSource extends ForwardingSource {

  private final long cap;
  private long read;

  CappedSource(Source delegate, long cap) {
    super(delegate);
    this.cap = cap;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    long n = super.read(sink, byteCount);
    if (n > 0) {
      read += n;
      if (read > cap) {
        throw new MalformedBodyException("the body is longer than " + cap + " bytes");
      }
    }
    return n;
  }
}
