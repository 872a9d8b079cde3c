package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.simulation.Scene.Kind;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.zip.CRC32C;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGSyntax;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.w3c.dom.Document;

/**
 * A program that draws the steady days as SVG, beside the rows.
 *
 * <p>The picture contains the checksum of its rows. The fonts of the machine determine the
 * positions of labels, so the bytes may differ between machines; the numbers don't.
 */
final class Picture {

  static final String FILE = "simulation.svg";

  private static final int WIDTH = 880;
  private static final int HEIGHT = 330;
  private static final int LIMIT = 1_600;
  // Greys and colours that are distinguishable on white and on black.
  private static final Color INK = new Color(0x80, 0x88, 0x90);
  private static final Color KEDA = new Color(0xE0, 0x5D, 0x44);
  private static final Color OURS = new Color(0x2F, 0x8F, 0xD8);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final String STYLE =
      "<style>text{fill:#424a53!important;stroke:none}"
          + "@media(prefers-color-scheme:dark){text{fill:#c9d1d9!important}}</style>";

  private Picture() {}

  /**
   * Writes the picture.
   *
   * @param args the directory of the rows
   * @throws IOException if that fails
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Path directory = Path.of(args[0]);
    List<Row> rows = shown(Reports.rows(directory.resolve(Simulation.ROWS), Row[].class));
    Reports.write(directory.resolve(FILE), svg(rows));
  }

  /** Returns the rows that the picture shows. */
  static List<Row> shown(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.scene().equals(Kind.STEADY.title) && row.limitPerHour() == LIMIT)
        .filter(row -> row.way().equals(Row.NAIVE) || row.way().equals(Row.OURS))
        .toList();
  }

  /** Returns the checksum of the picture's rows. */
  static String checksum(List<Row> shown) throws IOException {
    CRC32C sum = new CRC32C();
    sum.update(Reports.json(shown).getBytes(StandardCharsets.UTF_8));
    return "<!-- rows " + Long.toHexString(sum.getValue()) + " -->";
  }

  private static String svg(List<Row> shown) throws IOException {
    SVGGraphics2D canvas = new SVGGraphics2D(document());
    canvas.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
    JFreeChart failing =
        chart(
            "Reads that fail, %",
            shown, row -> 100.0 * row.failedReads() / row.reads(), percents());
    JFreeChart requests =
        chart(
            "Requests per hour; the line is the limit, 1,600",
            shown,
            row -> row.requests() / 24.0,
            counts());
    ValueMarker limit = new ValueMarker(LIMIT, INK, new BasicStroke(2));
    requests.getCategoryPlot().addRangeMarker(limit);
    failing.draw(canvas, new Rectangle2D.Double(0, 0, WIDTH / 2.0, HEIGHT));
    requests.draw(canvas, new Rectangle2D.Double(WIDTH / 2.0, 0, WIDTH / 2.0, HEIGHT));
    StringWriter text = new StringWriter();
    canvas.stream(text, true);
    String svg = text.toString();
    int inside = svg.indexOf('>', svg.indexOf("<svg")) + 1;
    return svg.substring(0, inside) + checksum(shown) + STYLE + svg.substring(inside);
  }

  private static Document document() throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVGSyntax.SVG_NAMESPACE_URI, SVGSyntax.SVG_SVG_TAG, null);
    } catch (ParserConfigurationException e) {
      throw new IOException(e);
    }
  }

  private static ValueAxis percents() {
    NumberAxis axis = new NumberAxis();
    axis.setRange(0, 115);
    axis.setTickUnit(new NumberTickUnit(25));
    return axis;
  }

  private static ValueAxis counts() {
    LogAxis axis = new LogAxis();
    axis.setRange(50, 5e7);
    axis.setTickUnit(new NumberTickUnit(1));
    axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ROOT));
    return axis;
  }

  private static JFreeChart chart(
      String title, List<Row> rows, ToDoubleFunction<Row> figure, ValueAxis axis) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (Row row : rows) {
      String way = row.way().equals(Row.OURS) ? "Scaler4j" : "KEDA 2.20";
      data.addValue(figure.applyAsDouble(row), way, Numbers.count(row.triggers()));
    }
    JFreeChart chart = ChartFactory.createLineChart(title, "triggers", null, data);
    chart.setBackgroundPaint(null);
    chart.setTextAntiAlias(true);
    chart.getTitle().setFont(FONT.deriveFont(Font.BOLD, 14f));
    chart.getLegend().setItemFont(FONT);
    chart.getLegend().setBackgroundPaint(null);
    chart.getLegend().setFrame(BlockBorder.NONE);
    CategoryPlot plot = chart.getCategoryPlot();
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(INK);
    plot.setRangeAxis(axis);
    for (Axis each : List.of(axis, plot.getDomainAxis())) {
      each.setLabelFont(FONT);
      each.setTickLabelFont(FONT);
      // A logarithmic axis draws its labels as shapes, which no style reaches.
      each.setTickLabelPaint(INK);
      each.setAxisLinePaint(INK);
      each.setTickMarkPaint(INK);
    }
    LineAndShapeRenderer lines = (LineAndShapeRenderer) plot.getRenderer();
    Color[] colours = {KEDA, OURS};
    NumberFormat format = NumberFormat.getInstance(Locale.ROOT);
    format.setMaximumFractionDigits(title.contains("%") ? 2 : 0);
    for (int series = 0; series < colours.length; series++) {
      lines.setSeriesPaint(series, colours[series]);
      lines.setSeriesStroke(series, new BasicStroke(2.5f));
      lines.setSeriesShape(series, new Ellipse2D.Double(-4, -4, 8, 8));
    }
    lines.setDefaultShapesVisible(true);
    lines.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", format));
    lines.setDefaultItemLabelsVisible(true);
    lines.setDefaultItemLabelFont(FONT);
    return chart;
  }
}
