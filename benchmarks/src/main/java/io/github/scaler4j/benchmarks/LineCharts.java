package io.github.scaler4j.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
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
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.w3c.dom.Document;

/**
 * Line charts of the same rows, side by side, as one SVG picture.
 *
 * <p>The picture contains the checksum of its rows. The fonts of the machine determine the
 * positions of labels, so the bytes may differ between machines; the numbers don't.
 *
 * @param <R> a row: a point of one line
 */
public final class LineCharts<R> {

  private static final int WIDTH = 440;
  private static final int HEIGHT = 330;
  // Greys and colours that are distinguishable on white and on black.
  private static final Color INK = new Color(0x80, 0x88, 0x90);
  private static final List<Color> COLOURS =
      List.of(
          new Color(0xE0, 0x5D, 0x44), new Color(0x2F, 0x8F, 0xD8), new Color(0x3F, 0xA4, 0x5B));
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final String STYLE =
      "<style>text{fill:#424a53!important;stroke:none}"
          + "@media(prefers-color-scheme:dark){text{fill:#c9d1d9!important}}</style>";

  private final List<R> rows;
  private final Function<R, String> line;
  private final Function<R, String> place;
  private final List<JFreeChart> charts = new ArrayList<>();

  /**
   * @param rows what is shown, in the order of the legend
   * @param line names the line that a row belongs to
   * @param place names where a row stands on the horizontal axis, a number of triggers
   */
  public LineCharts(List<R> rows, Function<R, String> line, Function<R, String> place) {
    System.setProperty("java.awt.headless", "true");
    this.rows = rows;
    this.line = line;
    this.place = place;
  }

  /** Returns the checksum of the picture's rows. */
  public static String checksum(List<?> rows) throws IOException {
    CRC32C sum = new CRC32C();
    sum.update(Reports.json(rows).getBytes(StandardCharsets.UTF_8));
    return "<!-- rows " + Long.toHexString(sum.getValue()) + " -->";
  }

  /** Adds a chart of percentages. */
  public LineCharts<R> percent(String title, ToDoubleFunction<R> figure) {
    NumberAxis axis = new NumberAxis();
    axis.setRange(0, 115);
    axis.setTickUnit(new NumberTickUnit(25));
    charts.add(chart(title, figure, axis, 2));
    return this;
  }

  /** Adds a chart of counts from 50 to 50 million, with a line at a limit. */
  public LineCharts<R> counts(String title, ToDoubleFunction<R> figure, double limit) {
    LogAxis axis = new LogAxis();
    axis.setRange(50, 5e7);
    axis.setTickUnit(new NumberTickUnit(1));
    axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ROOT));
    JFreeChart chart = chart(title, figure, axis, 0);
    chart.getCategoryPlot().addRangeMarker(new ValueMarker(limit, INK, new BasicStroke(2)));
    charts.add(chart);
    return this;
  }

  private JFreeChart chart(
      String title, ToDoubleFunction<R> figure, ValueAxis axis, int fractionDigits) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (R row : rows) {
      data.addValue(figure.applyAsDouble(row), line.apply(row), place.apply(row));
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
    NumberFormat format = NumberFormat.getInstance(Locale.ROOT);
    format.setMaximumFractionDigits(fractionDigits);
    draw((LineAndShapeRenderer) plot.getRenderer(), data.getRowCount(), format);
    return chart;
  }

  private static void draw(LineAndShapeRenderer lines, int count, NumberFormat format) {
    for (int i = 0; i < count; i++) {
      lines.setSeriesPaint(i, COLOURS.get(i));
      lines.setSeriesStroke(i, new BasicStroke(2.5f));
      lines.setSeriesShape(i, new Ellipse2D.Double(-4, -4, 8, 8));
    }
    // The third line would write over the second one's labels.
    lines.setSeriesPositiveItemLabelPosition(
        2, new ItemLabelPosition(ItemLabelAnchor.OUTSIDE6, TextAnchor.TOP_CENTER));
    lines.setDefaultShapesVisible(true);
    lines.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", format));
    lines.setDefaultItemLabelsVisible(true);
    lines.setDefaultItemLabelFont(FONT);
  }

  /** Returns the picture. */
  public String svg() throws IOException {
    SVGGraphics2D canvas = new SVGGraphics2D(document());
    canvas.setSVGCanvasSize(new Dimension(WIDTH * charts.size(), HEIGHT));
    for (int i = 0; i < charts.size(); i++) {
      charts.get(i).draw(canvas, new Rectangle2D.Double(WIDTH * i, 0, WIDTH, HEIGHT));
    }
    StringWriter text = new StringWriter();
    canvas.stream(text, true);
    String svg = text.toString();
    int inside = svg.indexOf('>', svg.indexOf("<svg")) + 1;
    return svg.substring(0, inside) + checksum(rows) + STYLE + svg.substring(inside);
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
}
