package io.github.scaler4j.benchmarks.jmh;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one library needs at run time, out of all that is in {@code benchmarks/target/lib}. */
final class ClassPaths {

  // One line of Maven's verbose tree: "|  +- (group:artifact:jar:version:scope - omitted ...)".
  private static final Pattern LINE =
      Pattern.compile("^([ |+\\\\-]*)\\(?([^:( ]+):([^: ]+):jar:([^: ]+)(?::(\\w+))?");

  private final Path target;
  private final Map<String, String> jars = new HashMap<>();
  private final Map<String, Set<String>> needs = new LinkedHashMap<>();

  private ClassPaths(Path target) throws IOException {
    this.target = target;
    Deque<String> above = new ArrayDeque<>();
    for (String line : Files.readAllLines(target.resolve("dependencies.txt"))) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.find()) {
        throw new IOException("dependencies.txt: not understood: " + line);
      }
      int depth = matcher.group(1).length() / 3;
      while (above.size() > depth) {
        above.pop();
      }
      String artifact = matcher.group(3);
      jars.putIfAbsent(artifact, artifact + "-" + matcher.group(4) + ".jar");
      if (!above.isEmpty() && !"test".equals(matcher.group(5))) {
        needs.computeIfAbsent(above.peek(), key -> new LinkedHashSet<>()).add(artifact);
      }
      above.push(artifact);
    }
  }

  /** Reads Maven's tree beside the jar that this class is in. */
  static ClassPaths load() throws IOException {
    return new ClassPaths(target());
  }

  /** Returns {@code benchmarks/target}. */
  static Path target() {
    try {
      Path here =
          Path.of(ClassPaths.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return requireNonNull(here.toAbsolutePath().getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns {@code benchmarks/reports}. */
  static Path reports() {
    return target().resolveSibling("reports");
  }

  /** Returns the jars of artifacts and of all that they need. */
  Set<Path> jars(String... artifacts) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(artifacts));
    while (!open.isEmpty()) {
      String artifact = open.pop();
      if (found.add(artifact)) {
        open.addAll(needs.getOrDefault(artifact, Set.of()));
      }
    }
    return found.stream()
        .map(
            artifact -> target.resolve("lib").resolve(requireNonNull(jars.get(artifact), artifact)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns the programs of this module with nothing but what some artifacts need. */
  String minimal(String... artifacts) {
    return Stream.concat(Stream.of(target.resolve("classes")), jars(artifacts).stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the size of artifacts and of all that they need, in millions of bytes. */
  double megabytes(String... artifacts) {
    return jars(artifacts).stream().mapToLong(ClassPaths::size).sum() / 1e6;
  }

  private static long size(Path jar) {
    try {
      return Files.size(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
