package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A bearer token in a file that another process renews, such as Kubernetes' projected
 * service-account token ({@code /var/run/secrets/kubernetes.io/serviceaccount/token}).
 *
 * <p>Each request checks the file, and reads it again if it has changed, so a token is not used
 * once its successor exists. Thread-safe. Two suppliers of the same path are equal, so their
 * triggers share upstream reads.
 */
public final class TokenFile implements SecretSupplier {

  private final Path path;
  private final WatchedFile<Secret> file;

  private TokenFile(Path path) {
    this.path = path;
    this.file = new WatchedFile<>(path, TimeSource.system(), this::parse);
  }

  /**
   * Returns the supplier of a file's token. The file need not exist yet.
   *
   * @param path the file; its whole content, without blanks at its ends, is the token
   * @return a new supplier, which has not read the file yet
   * @throws NullPointerException if {@code path} is null
   */
  public static TokenFile of(Path path) {
    return new TokenFile(requireNonNull(path, "path").toAbsolutePath());
  }

  /**
   * Returns the current token.
   *
   * @return the file's token, without blanks at its ends
   * @throws UncheckedIOException if the file can't be read, is empty, or does not hold a token; the
   *     message names the path and quotes no content
   */
  @Override
  public Secret get() {
    try {
      return file.get();
    } catch (IOException e) {
      throw new UncheckedIOException("token file " + path + " can't be read: " + e, e);
    }
  }

  private Secret parse(byte[] content) throws IOException {
    String text = new String(content, StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      throw new IOException("it is empty; expected a bearer token");
    }
    return Secret.of(text);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TokenFile other && path.equals(other.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return "TokenFile[" + path + "]";
  }
}
