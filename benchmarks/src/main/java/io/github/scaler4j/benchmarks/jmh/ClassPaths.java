package io.github.scaler4j.benchmarks.jmh;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars in {@code benchmarks/target/lib} that one library needs at run time. */
final class ClassPaths {

  // One line of Maven's verbose tree: "|  +- (group:artifact:jar:version:scope - omitted ...)".
  private static final Pattern LINE =
      Pattern.compile("^([ |+\\\\-]*)\\(?[^:( ]+:([^: ]+):jar:([^: ]+)(?::(\\w+))?");

  private final Map<String, Path> jars = new HashMap<>();
  private final Map<String, Set<String>> needs = new HashMap<>();

  private ClassPaths() {}

  /** Reads Maven's tree. */
  static ClassPaths load() throws IOException {
    ClassPaths paths = new ClassPaths();
    Deque<String> above = new ArrayDeque<>();
    for (String line : Files.readAllLines(target().resolve("dependencies.txt"))) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.find()) {
        throw new IOException("dependencies.txt: unknown line: " + line);
      }
      while (above.size() > matcher.group(1).length() / 3) {
        above.pop();
      }
      String artifact = matcher.group(2);
      String jar = artifact + "-" + matcher.group(3) + ".jar";
      paths.jars.putIfAbsent(artifact, target().resolve("lib").resolve(jar));
      if (!above.isEmpty() && !"test".equals(matcher.group(4))) {
        paths.needs.computeIfAbsent(above.peek(), key -> new LinkedHashSet<>()).add(artifact);
      }
      above.push(artifact);
    }
    return paths;
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

  /** Returns the jars of artifacts and of their dependencies. */
  private List<Path> jars(List<String> artifacts) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(artifacts);
    while (!open.isEmpty()) {
      String artifact = open.pop();
      if (found.add(artifact)) {
        open.addAll(needs.getOrDefault(artifact, Set.of()));
      }
    }
    return found.stream().map(artifact -> requireNonNull(jars.get(artifact), artifact)).toList();
  }

  /** Returns a class path of this module's programs, some artifacts and their dependencies. */
  String minimal(List<String> artifacts) {
    return Stream.concat(Stream.of(target().resolve("classes")), jars(artifacts).stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the size of artifacts and their dependencies, in millions of bytes. */
  double megabytes(String... artifacts) {
    return jars(List.of(artifacts)).stream().mapToLong(jar -> jar.toFile().length()).sum() / 1e6;
  }
}
