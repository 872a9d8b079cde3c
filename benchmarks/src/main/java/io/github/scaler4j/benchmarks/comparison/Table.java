package io.github.scaler4j.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * A table: its title, its headings, and its rows, of which the first columns are names and the
 * others numbers.
 *
 * @param title what it shows
 * @param names how many columns are names, aligned to the left
 * @param headings a heading per column
 * @param rows a cell per column
 */
record Table(String title, int names, List<String> headings, List<List<String>> rows) {

  /** Prints it for a terminal, each line with its newline. */
  String text() {
    int columns = headings.size();
    int[] widths = new int[columns];
    List<List<String>> all = new ArrayList<>(rows);
    all.add(headings);
    for (List<String> row : all) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(title).append('\n');
    line(text, headings, widths);
    for (int i = 0; i < columns; i++) {
      text.append(i == 0 ? "" : "  ").append("-".repeat(widths[i]));
    }
    text.append('\n');
    String group = "";
    for (List<String> row : rows) {
      if (!group.isEmpty() && !group.equals(row.get(0))) {
        text.append('\n');
      }
      group = row.get(0);
      line(text, row, widths);
    }
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(i < names ? cells.get(i) + padding : padding + cells.get(i));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  /** Prints it as HTML. */
  String html() {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><caption>");
    html.append(escaped(title)).append("</caption><thead><tr>");
    for (int i = 0; i < headings.size(); i++) {
      html.append(i < names ? "<th>" : "<th class=\"n\">").append(escaped(headings.get(i)));
      html.append("</th>");
    }
    html.append("</tr></thead><tbody>");
    String group = "";
    for (List<String> row : rows) {
      html.append(group.equals(row.get(0)) ? "<tr>" : "<tr class=\"group\">");
      group = row.get(0);
      for (int i = 0; i < row.size(); i++) {
        html.append(i < names ? "<td>" : "<td class=\"n\">").append(escaped(row.get(i)));
        html.append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
