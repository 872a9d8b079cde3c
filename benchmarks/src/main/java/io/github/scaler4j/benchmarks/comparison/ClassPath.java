package io.github.scaler4j.benchmarks.comparison;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Finds what this program was loaded from, to start a second process of it. */
final class ClassPath {

  private ClassPath() {}

  /** Returns this program's own class path, also inside of Maven. */
  static String own() {
    ClassLoader loader = ClassPath.class.getClassLoader();
    if (loader instanceof URLClassLoader urls) {
      return Arrays.stream(urls.getURLs())
          .map(ClassPath::path)
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  private static String path(URL url) {
    return Path.of(URI.create(url.toString())).toString();
  }
}
