package io.github.scaler4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** A table of targets ("bars") and measured values. */
public final class Bars {

  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  /** Adds an upper bar. */
  public void atMost(
      String what, String peer, double bar, double measured, DoubleFunction<String> format) {
    add(what, peer, "at most " + format.apply(bar), measured, format, measured <= bar);
  }

  /** Adds a lower bar. */
  public void atLeast(
      String what, String peer, double bar, double measured, DoubleFunction<String> format) {
    add(what, peer, "at least " + format.apply(bar), measured, format, measured >= bar);
  }

  private void add(
      String what,
      String peer,
      String bar,
      double measured,
      DoubleFunction<String> format,
      boolean met) {
    add(what, peer, bar, text(measured, format), met);
  }

  private static String text(double measured, DoubleFunction<String> format) {
    return Double.isNaN(measured) ? "not measured" : format.apply(measured);
  }

  /** Adds a bar with its own text. */
  public void add(String what, String peer, String bar, String measured, boolean met) {
    rows.add(List.of(what, peer, bar, measured, met ? "met" : "**not met**"));
    if (!met) {
      missed.add(what + ", " + peer + ": " + bar + ", but " + measured);
    }
  }

  /** Adds a figure without a bar. */
  public void compare(String what, String peer, double measured, DoubleFunction<String> format) {
    rows.add(List.of(what, peer, "-", text(measured, format), "for comparison"));
  }

  /** Returns the bars that were not met, one line each. */
  public List<String> missed() {
    return missed;
  }

  /** Returns the table as Markdown. */
  public String markdown() {
    List<String> headings = List.of("what", "compared with", "bar", "measured", "");
    return new Table("", 5, headings, rows).markdown();
  }
}
