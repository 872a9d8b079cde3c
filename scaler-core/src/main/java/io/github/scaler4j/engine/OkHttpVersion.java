package io.github.scaler4j.engine;

import java.net.Socket;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttp;
import okio.Okio;

/** Checks the OkHttp on the class path, which another library may have downgraded. */
public final class OkHttpVersion {

  private static final String NEEDED = "5.0.0";

  private OkHttpVersion() {}

  /**
   * Refuses an incompatible OkHttp before a request fails because of it.
   *
   * @throws IllegalStateException if OkHttp is older than 5, or Okio is older than OkHttp needs;
   *     the message names the versions and files
   */
  public static void check() {
    check(running(), hasSockets(Okio.class));
  }

  static void check(String okHttp, boolean okioHasSockets) {
    if (!okHttp.startsWith("5.") || !okioHasSockets) {
      String tooOld =
          okHttp.startsWith("5.") ? "an Okio too old for OkHttp " + okHttp : "OkHttp " + okHttp;
      throw new IllegalStateException(
          tooOld
              + " is on the class path, but Scaler4j needs OkHttp "
              + NEEDED
              + " or newer with its own Okio (found "
              + files()
              + "); exclude com.squareup.okhttp3:okhttp 4, and set okhttp-jvm and okio-jvm to the"
              + " versions that Scaler4j declares");
    }
  }

  // Read reflectively, because javac would inline the constant of the compile-time version.
  private static String running() {
    try {
      return String.valueOf(OkHttp.class.getField("VERSION").get(null));
    } catch (ReflectiveOperationException | LinkageError e) {
      return "3 or older";
    }
  }

  private static boolean hasSockets(Class<?> okio) {
    try {
      return okio.getMethod("socket", Socket.class) != null;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static String files() {
    ClassLoader loader =
        Optional.ofNullable(OkHttpVersion.class.getClassLoader())
            .orElseGet(ClassLoader::getSystemClassLoader);
    return Stream.of("okhttp3/OkHttpClient.class", "okio/Okio.class")
        .flatMap(loader::resources)
        .map(url -> url.getPath().replaceFirst("!.*", "").replaceFirst(".*/", ""))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
