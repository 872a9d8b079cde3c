package io.github.scaler4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A child JVM that answers requests line by line, and ends with its input. */
public final class Jvm implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 5;

  private final Process process;
  private final BufferedReader answers;

  private Jvm(Process process) {
    this.process = process;
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * Starts a program of this module.
   *
   * @param options the JVM's
   * @param errors receives standard error
   * @throws IOException if there is no {@code java}
   */
  public static Jvm start(
      List<String> options, Redirect errors, String classPath, Class<?> program, String... args)
      throws IOException {
    return new Jvm(
        new ProcessBuilder(command(options, classPath, program, args))
            .redirectError(errors)
            .start());
  }

  private static List<String> command(
      List<String> options, String classPath, Class<?> program, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, program.getName()));
    command.addAll(List.of(args));
    return command;
  }

  /** Returns whether this is Maven's JVM, whose options suit short builds, not long programs. */
  public static boolean isMavens() {
    return Jvm.class.getClassLoader() instanceof URLClassLoader;
  }

  /**
   * Runs a program of this module in a JVM of its own, with this one's standard streams.
   *
   * @return its status
   * @throws IOException if there is no {@code java}
   * @throws InterruptedException if the thread is interrupted; the program ends too
   */
  public static int run(Class<?> program, String... args) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(List.of(), ownClassPath(), program, args)).inheritIO().start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  /** Returns this program's class path, even inside Maven. */
  public static String ownClassPath() {
    if (Jvm.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(Jvm::path)
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  private static String path(URL url) {
    return Path.of(URI.create(url.toString())).toString();
  }

  /** Sends a line and returns the answer. */
  public String ask(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
    return answer();
  }

  /**
   * Returns the next line.
   *
   * @throws IOException if the program has ended instead
   */
  public String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      close();
      throw new IOException("the other JVM ended with status " + process.exitValue());
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
