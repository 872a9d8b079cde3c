package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.source.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

  @TempDir Path folder;

  @Test
  void followsAProjectedVolumeWithEqualFiles() throws IOException {
    Path token = project("first", "aaaa");
    TokenFile file = TokenFile.of(token);
    assertThat(file.get().reveal()).isEqualTo("aaaa");
    project("second", "bbbb");
    assertThat(file.get().reveal()).isEqualTo("bbbb");
  }

  @Test
  void seesASecondWriteWithinOneTick() throws IOException {
    Path token = folder.resolve("token");
    FileTime now = FileTime.from(TimeSource.system().now());
    TokenFile file = TokenFile.of(token);
    for (String text : new String[] {"aaaa", "bbbb", "cccc"}) {
      Files.writeString(token, text);
      Files.setLastModifiedTime(token, now);
      assertThat(file.get().reveal()).isEqualTo(text);
    }
  }

  @Test
  void readsAnUnchangedFileOnce() throws IOException {
    Path path = folder.resolve("ca");
    Files.writeString(path, "x");
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    AtomicInteger reads = new AtomicInteger();
    WatchedFile<Integer> file =
        new WatchedFile<>(path, TimeSource.system(), content -> reads.incrementAndGet());
    file.get();
    file.get();
    assertThat(reads).hasValue(1);
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2026-01-02T00:00:00Z")));
    file.get();
    assertThat(reads).hasValue(2);
  }

  @Test
  void namesThePathAndNoContent() throws IOException {
    Path token = folder.resolve("token");
    assertThatThrownBy(TokenFile.of(token)::get)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(token.toString());
    Files.writeString(token, " \n");
    assertThatThrownBy(TokenFile.of(token)::get).hasMessageContaining("empty");
    Files.writeString(token, "x".repeat(2 << 20));
    assertThatThrownBy(TokenFile.of(token)::get)
        .hasMessageContaining("small text file")
        .hasMessageNotContaining("xxx");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(60)
  void refusesSpecialFilesWithoutOpeningThem() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path path : List.of(pipe, Path.of("/dev/zero"), folder)) {
      assertThatThrownBy(TokenFile.of(path)::get)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("expected a regular file");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsAFileOfUnknownSize() {
    // A regular file that reports 0 bytes.
    assertThat(TokenFile.of(Path.of("/proc/self/comm")).get().reveal()).isNotEmpty();
  }

  @Test
  void isEqualByPathSoThatReadsAreShared() {
    assertThat(TokenFile.of(folder))
        .isEqualTo(TokenFile.of(folder))
        .hasToString("TokenFile[" + folder + "]");
    assertThat(TokenFile.of(folder)).isNotEqualTo(TokenFile.of(folder.resolve("other")));
  }

  /** Like the kubelet: creates a new folder, then moves its link over the old one. */
  private Path project(String name, String text) throws IOException {
    Path generation = Files.createDirectory(folder.resolve(name));
    Path file = Files.writeString(generation.resolve("token"), text + "\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), generation);
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    Path token = folder.resolve("token");
    if (!Files.exists(token)) {
      Files.createSymbolicLink(token, Path.of("..data", "token"));
    }
    return token;
  }
}
