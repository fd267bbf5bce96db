package io.cryptoscalp.models.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line chart as inline SVG: no script, no outside resource. */
public final class Chart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int LEFT = 64;
  private static final int TOP = 12;
  private static final int BOTTOM = 40;
  private static final int LEGEND = 170;
  private static final String[] COLOURS = {
    "#2c6fbb", "#c0392b", "#2e8b57", "#8e44ad", "#d68910", "#16a2b8", "#7f5539", "#57606a",
    "#c2185b", "#1b4332"
  };

  /** How texts and lines of the frame look. */
  static final String STYLE =
      "text{font:11px system-ui,sans-serif;fill:#1b1f24}.grid{stroke:#e6e9ec}"
          + ".level{stroke:#57606a;stroke-dasharray:4}";

  private final String title;
  private final String xTitle;
  private final List<Line> lines = new ArrayList<>();
  private boolean diagonal;
  private boolean dots;

  private record Line(String name, double[] x, double[] y) {}

  /**
   * A chart without lines.
   *
   * @param title above it
   * @param xTitle below it
   */
  public Chart(String title, String xTitle) {
    this.title = title;
    this.xTitle = xTitle;
  }

  /** Adds a line; an empty one is left out. */
  public Chart line(String name, double[] x, double[] y) {
    if (x.length > 0) {
      lines.add(new Line(name, x, y));
    }
    return this;
  }

  /** Draws x = y behind the lines. */
  public Chart withDiagonal() {
    diagonal = true;
    return this;
  }

  /** Marks every point. */
  public Chart withDots() {
    dots = true;
    return this;
  }

  /** The picture; empty text without lines. */
  public String svg() {
    if (lines.isEmpty()) {
      return "";
    }
    double[] xs = range(true);
    double[] ys = range(false);
    StringBuilder svg =
        new StringBuilder(
            text(
                "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\">\n",
                escape(title),
                LEFT + WIDTH + LEGEND,
                TOP + HEIGHT + BOTTOM,
                LEFT + WIDTH + LEGEND));
    axes(svg, xs, ys);
    if (diagonal) {
      double from = Math.max(xs[0], ys[0]);
      double to = Math.min(xs[1], ys[1]);
      svg.append(
          text(
              "<line class=\"level\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
              x(from, xs), y(from, ys), x(to, xs), y(to, ys)));
    }
    for (int k = 0; k < lines.size(); k++) {
      line(svg, lines.get(k), k, xs, ys);
    }
    return svg.append("</svg>\n").toString();
  }

  /** The picture as a file of its own; empty text without lines. */
  public String file() {
    String svg = svg();
    if (svg.isEmpty()) {
      return svg;
    }
    int head = svg.indexOf('\n') + 1;
    return svg.substring(0, head).replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
        + "<style>"
        + STYLE
        + "</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        + svg.substring(head);
  }

  private void axes(StringBuilder svg, double[] xs, double[] ys) {
    for (int tick = 0; tick <= 4; tick++) {
      double y = ys[0] + (ys[1] - ys[0]) * tick / 4;
      double x = xs[0] + (xs[1] - xs[0]) * tick / 4;
      svg.append(
          text(
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.4g</text>"
                  + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.4g</text>\n",
              LEFT,
              LEFT + WIDTH,
              y(y, ys),
              y(y, ys),
              LEFT - 6,
              y(y, ys) + 4,
              y,
              x(x, xs),
              TOP + HEIGHT + 16,
              x));
    }
    svg.append(
        text(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
            LEFT + WIDTH / 2, TOP + HEIGHT + 34, escape(xTitle)));
  }

  private void line(StringBuilder svg, Line line, int number, double[] xs, double[] ys) {
    String colour = COLOURS[number % COLOURS.length];
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.x.length; i++) {
      points.append(text("%.1f,%.1f ", x(line.x[i], xs), y(line.y[i], ys)));
      if (dots) {
        svg.append(
            text(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s: %.4f, %.4f</title>"
                    + "</circle>",
                x(line.x[i], xs),
                y(line.y[i], ys),
                colour,
                escape(line.name),
                line.x[i],
                line.y[i]));
      }
    }
    svg.append(
        text(
            "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>"
                + "<text x=\"%d\" y=\"%d\" style=\"fill:%s\">%s</text>\n",
            colour,
            points.toString().trim(),
            LEFT + WIDTH + 10,
            TOP + 14 + 16 * number,
            colour,
            escape(line.name)));
  }

  private double[] range(boolean horizontal) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Line line : lines) {
      for (double value : horizontal ? line.x : line.y) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return high > low ? new double[] {low, high} : new double[] {low - 0.5, high + 0.5};
  }

  private static double x(double value, double[] range) {
    return LEFT + (value - range[0]) / (range[1] - range[0]) * WIDTH;
  }

  private static double y(double value, double[] range) {
    return TOP + (range[1] - value) / (range[1] - range[0]) * HEIGHT;
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
