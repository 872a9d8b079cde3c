package io.github.scaler4j.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for a terminal, for HTML and for Markdown.
 *
 * @param title its title
 * @param names how many columns, from the left, are names; the others are numbers
 * @param headings a heading for each column
 * @param rows a cell for each column; rows with the same first cell form a group
 */
public record Table(String title, int names, List<String> headings, List<List<String>> rows) {

  /** Returns the table for a terminal. */
  public String text() {
    List<Integer> widths = IntStream.range(0, headings.size()).mapToObj(this::width).toList();
    StringBuilder text = new StringBuilder(title).append('\n');
    text.append(line(headings, widths));
    text.append(line(widths.stream().map("-"::repeat).toList(), widths));
    for (int i = 0; i < rows.size(); i++) {
      text.append(i > 0 && beginsGroup(i) ? "\n" : "").append(line(rows.get(i), widths));
    }
    return text.toString();
  }

  private int width(int column) {
    return Math.max(
        headings.get(column).length(),
        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }

  private String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
            .mapToObj(
                i ->
                    String.format("%" + (i < names ? "-" : "") + widths.get(i) + "s", cells.get(i)))
            .collect(Collectors.joining("  "))
            .stripTrailing()
        + "\n";
  }

  private boolean beginsGroup(int row) {
    return row == 0 || !rows.get(row).get(0).equals(rows.get(row - 1).get(0));
  }

  /** Returns the table as HTML. */
  public String html() {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><caption>");
    html.append(escaped(title)).append("</caption><thead><tr>").append(html("th", headings));
    html.append("</tr></thead><tbody>");
    for (int i = 0; i < rows.size(); i++) {
      html.append(beginsGroup(i) ? "<tr class=\"group\">" : "<tr>");
      html.append(html("td", rows.get(i))).append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private String html(String tag, List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            i ->
                "<"
                    + tag
                    + (i < names ? ">" : " class=\"n\">")
                    + escaped(cells.get(i))
                    + "</"
                    + tag
                    + ">")
        .collect(Collectors.joining());
  }

  /** Returns the table as Markdown, without the title. */
  public String markdown() {
    List<String> rule =
        IntStream.range(0, headings.size()).mapToObj(i -> i < names ? "---" : "--:").toList();
    return markdown(headings)
        + "|"
        + String.join("|", rule)
        + "|\n"
        + rows.stream().map(Table::markdown).collect(Collectors.joining());
  }

  private static String markdown(List<String> cells) {
    return ("| " + String.join(" | ", cells) + " |\n").replace("  |", " |");
  }

  /** Escapes a text for HTML. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
