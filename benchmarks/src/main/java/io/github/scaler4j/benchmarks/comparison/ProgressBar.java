package io.github.scaler4j.benchmarks.comparison;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells how far a program is: on a terminal as a bar that is drawn over itself, elsewhere as a line
 * per step. Not thread-safe.
 */
final class ProgressBar {

  private static final int WIDTH = 30;
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final double total;
  private double done;
  private double step;
  private String label = "";

  /**
   * Makes a bar.
   *
   * @param total how many seconds it takes in all
   */
  ProgressBar(PrintStream out, boolean terminal, double total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  /** Makes a bar on standard error, which is a terminal if input and output are. */
  static ProgressBar onStandardError(PrintStream err, double total) {
    return new ProgressBar(err, isTerminal(), total);
  }

  // Until Java 21 there is a console only on a terminal; later it has to be asked.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Begins a step that takes so many seconds; the one before is done. */
  void begin(String newLabel, double seconds) {
    done = Math.min(total, done + step);
    step = seconds;
    label = newLabel;
    if (!terminal) {
      out.println(line(0));
    }
    advance(0);
  }

  /** Tells which part of the step is done, from 0 to 1. */
  void advance(double part) {
    if (terminal) {
      out.print("\r" + line(Math.min(1, part)) + CLEAR_REST_OF_LINE);
      out.flush();
    }
  }

  /** Takes the bar off the terminal. */
  void end() {
    if (terminal) {
      out.print("\r" + CLEAR_REST_OF_LINE);
      out.flush();
    }
  }

  private String line(double part) {
    double seconds = Math.min(total, done + part * step);
    double share = total <= 0 ? 1 : seconds / total;
    int filled = (int) Math.round(share * WIDTH);
    Duration left = Duration.ofSeconds(Math.round(total - seconds));
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d%%  %d:%02d left  %s",
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        Math.round(100 * share),
        left.toMinutes(),
        left.toSecondsPart(),
        label);
  }
}
