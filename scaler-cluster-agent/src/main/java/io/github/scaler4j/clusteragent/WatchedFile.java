package io.github.scaler4j.clusteragent;

import io.github.scaler4j.source.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small file's content, read again when the file has changed.
 *
 * <p>Kubernetes swaps a projected volume by pointing its {@code ..data} link at a new folder, so
 * the resolved path shows a change even if size and time are equal.
 */
final class WatchedFile<T> {

  /** Converts a file's bytes into a value. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(byte[] content) throws IOException;
  }

  /** Tokens and CA bundles are far smaller; a file at a wrong path may have any size. */
  private static final int MAX_BYTES = 1 << 20;

  /**
   * A file younger than this may change again, unnoticed, within the same tick of its clock. So it
   * is read again until it is older.
   */
  private static final Duration TICK = Duration.ofSeconds(2);

  private record Stamp(Path target, FileTime modified, long size, Optional<Object> key) {}

  private record Content<T>(Stamp stamp, boolean settled, T value) {}

  private final Path path;
  private final Parser<T> parser;
  private final TimeSource time;
  private volatile @Nullable Content<T> last;

  WatchedFile(Path path, TimeSource time, Parser<T> parser) {
    this.path = path;
    this.time = time;
    this.parser = parser;
  }

  /**
   * Returns the current content; reads only the file's attributes if it is unchanged.
   *
   * @throws IOException if the path is not a readable regular file of at most a mebibyte, or the
   *     parser refuses its content
   */
  T get() throws IOException {
    Content<T> known = last;
    Stamp stamp = stamp();
    if (known != null && known.settled && known.stamp.equals(stamp)) {
      return known.value;
    }
    boolean settled = stamp.modified.toInstant().plus(TICK).isBefore(time.now());
    // If the file changes between stamp and read, new content gets an old stamp, which only causes
    // one more read.
    Content<T> read = new Content<>(stamp, settled, parser.parse(read(stamp.target)));
    last = read;
    return read.value;
  }

  // The reported size is not reliable: it is 0 below /proc, and a file may grow.
  private byte[] read(Path target) throws IOException {
    try (InputStream in = Files.newInputStream(target)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new IOException(
            path + " is longer than " + MAX_BYTES + " bytes; expected a small text file");
      }
      return content;
    }
  }

  private Stamp stamp() throws IOException {
    Path target = path.toRealPath();
    BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      // Opening a FIFO blocks until a writer appears; a device may never end.
      throw new IOException(
          path
              + " is "
              + (attributes.isDirectory() ? "a directory" : "a FIFO, a socket or a device")
              + "; expected a regular file");
    }
    return new Stamp(
        target,
        attributes.lastModifiedTime(),
        attributes.size(),
        Optional.ofNullable(attributes.fileKey()));
  }
}
