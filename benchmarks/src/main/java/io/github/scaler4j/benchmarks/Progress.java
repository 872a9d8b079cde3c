package io.github.scaler4j.benchmarks;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/**
 * A progress display: a line that is redrawn on a terminal, otherwise a line for each step. Not
 * thread-safe.
 */
public final class Progress {

  private static final int WIDTH = 30;
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final double total;
  private double done;
  private double step;
  private String label = "";

  Progress(PrintStream out, boolean terminal, double total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  /** Starts a display on a stream. The total is the length of all steps, in any unit. */
  public static Progress on(PrintStream out, double total) {
    return new Progress(out, isTerminal(), total);
  }

  // Up to Java 21 a console exists only on a terminal; later versions have a method for it.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    try {
      return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Begins a step of a length, and completes the step before it. */
  public void begin(String newLabel, double length) {
    done = Math.min(total, done + step);
    step = length;
    label = newLabel;
    if (!terminal) {
      out.println(line(0));
    }
    advance(0);
  }

  /** Shows which part of the step is done, from 0 to 1. */
  public void advance(double part) {
    draw(line(Math.min(1, part)));
  }

  /** Removes the line from the terminal. */
  public void end() {
    draw("");
  }

  private void draw(String line) {
    if (terminal) {
      out.print("\r" + line + CLEAR_REST_OF_LINE);
      out.flush();
    }
  }

  private String line(double part) {
    double share = Math.min(total, done + part * step) / total;
    int filled = (int) Math.round(share * WIDTH);
    String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
    return String.format(Locale.ROOT, "[%s] %3d%%  %s", bar, Math.round(100 * share), label);
  }
}
