package io.cryptoscalp.models.regime;

import java.util.List;
import java.util.Locale;

/** Charts of a regime report as inline SVG: no script, no outside resource. */
final class RegimeCharts {
  private static final int LEFT = 70;
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 300;
  private static final int STRIP = 22;
  private static final int CELL = 92;
  private static final int ROW = 30;

  /** Calm to wild: every number of states takes its colours evenly from it. */
  private static final List<String> SCALE =
      List.of("#3b7dd8", "#35a79c", "#8fbf5a", "#f2b134", "#e8743b", "#b3202c");

  private RegimeCharts() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Colour of a label; regimes have their own, states that of their place in the order. */
  static String colour(RegimeLabels labels, int label) {
    return switch (labels.names().get(label)) {
      case "NORMAL" -> "#9aa5b1";
      case "VOLATILE" -> "#f2b134";
      case "TRENDING" -> "#3b7dd8";
      case "CRASH" -> "#b3202c";
      case "BULL_RUN" -> "#2e9e5b";
      case "RECOVERY" -> "#35a79c";
      default -> {
        int last = Math.max(1, labels.names().size() - 1);
        yield SCALE.get(Math.round((float) label * (SCALE.size() - 1) / last));
      }
    };
  }

  /** Closes on a logarithmic axis over the colours of the first labels; a strip for each other. */
  static String price(RegimeSeries series, List<RegimeLabels> all) {
    int bottom = 10 + HEIGHT + (all.size() - 1) * STRIP;
    StringBuilder svg = open("Price by regime", LEFT + WIDTH + 10, bottom + 30);
    RegimeLabels background = all.get(0);
    bands(svg, background, 10, HEIGHT, 0.45);
    for (int i = 1; i < all.size(); i++) {
      int top = 10 + HEIGHT + (i - 1) * STRIP + 4;
      bands(svg, all.get(i), top, STRIP - 6, 0.9);
      add(
          svg,
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
          LEFT - 4,
          top + 12,
          escape(all.get(i).title().replace("states ", "")));
    }
    line(svg, series);
    times(svg, series, bottom + 18);
    return svg.append("</svg>\n").toString();
  }

  /** One rectangle a run of columns with the same label; a column has that of most intervals. */
  private static void bands(
      StringBuilder svg, RegimeLabels labels, int top, int height, double opacity) {
    int size = labels.labels().length;
    int columns = Math.min(size, WIDTH);
    int begin = 0;
    int present = most(labels, 0, columns);
    for (int column = 1; column <= columns; column++) {
      int next = column < columns ? most(labels, column, columns) : Integer.MIN_VALUE;
      if (next == present) {
        continue;
      }
      if (present >= 0) {
        double x = (double) begin * WIDTH / columns;
        add(
            svg,
            "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\""
                + " fill-opacity=\"%.2f\"/>\n",
            LEFT + x,
            top,
            (double) column * WIDTH / columns - x,
            height,
            colour(labels, present),
            opacity);
      }
      begin = column;
      present = next;
    }
  }

  private static int most(RegimeLabels labels, int column, int columns) {
    long size = labels.labels().length;
    int from = (int) (column * size / columns);
    int to = (int) Math.max(from + 1, (column + 1) * size / columns);
    int[] counts = new int[labels.names().size() + 1];
    for (int i = from; i < to; i++) {
      counts[labels.labels()[i] + 1]++;
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return best - 1;
  }

  /** The price: each column its lowest and highest close, broken where there is none. */
  private static void line(StringBuilder svg, RegimeSeries series) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double close : series.closes()) {
      if (close > 0) {
        low = Math.min(low, close);
        high = Math.max(high, close);
      }
    }
    double base = Math.log(low);
    double scale = HEIGHT * 0.96 / Math.max(Math.log(high) - base, 1e-9);
    double foot = 10 + HEIGHT * 0.98;
    int columns = Math.min(series.size(), WIDTH);
    StringBuilder points = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      int from = (int) ((long) column * series.size() / columns);
      int to = (int) Math.max(from + 1, (column + 1L) * series.size() / columns);
      for (int i = from; i < to; i++) {
        double close = series.closes()[i];
        least = close > 0 ? Math.min(least, close) : least;
        most = close > 0 ? Math.max(most, close) : most;
      }
      if (most > 0) {
        double x = LEFT + (column + 0.5) * WIDTH / columns;
        add(points, "%.1f,%.1f ", x, foot - (Math.log(most) - base) * scale);
        if (most > least) {
          add(points, "%.1f,%.1f ", x, foot - (Math.log(least) - base) * scale);
        }
      } else {
        flush(svg, points);
      }
    }
    flush(svg, points);
    for (int i = 0; i <= 4; i++) {
      double value = Math.exp(base + i / 4.0 * (Math.log(high) - base));
      add(
          svg,
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
          LEFT - 4,
          foot - i / 4.0 * HEIGHT * 0.96 + 4,
          value < 10
              ? String.format(Locale.ROOT, "%.4f", value)
              : String.format(Locale.ROOT, "%.0f", value));
    }
  }

  private static void flush(StringBuilder svg, StringBuilder points) {
    if (points.length() > 0) {
      svg.append("<polyline class=\"price\" points=\"").append(points.toString().strip());
      svg.append("\"/>\n");
      points.setLength(0);
    }
  }

  private static void times(StringBuilder svg, RegimeSeries series, int y) {
    for (int i = 0; i <= 5; i++) {
      int at = (int) ((long) (series.size() - 1) * i / 5);
      String anchor = i == 0 ? "start" : i == 5 ? "end" : "middle";
      add(
          svg,
          "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
          LEFT + WIDTH * i / 5,
          y,
          anchor,
          RegimeModels.time(series.ends()[at]).substring(0, 16).replace('T', ' '));
    }
  }

  /** Names with their colours. */
  static String legend(RegimeLabels labels) {
    StringBuilder html = new StringBuilder("<p class=\"legend\">");
    html.append(escape(labels.title())).append(": ");
    for (int i = 0; i < labels.names().size(); i++) {
      html.append("<span style=\"background:").append(colour(labels, i)).append("\"></span> ");
      html.append(escape(labels.names().get(i))).append(' ');
    }
    return html.append("</p>\n").toString();
  }

  /** A matrix of probabilities; darker is likelier. */
  static String matrix(List<String> names, double[] values) {
    int k = names.size();
    int side = 140;
    StringBuilder svg = open("Transition matrix", side + k * CELL + 10, (k + 1) * ROW + 6);
    for (int i = 0; i < k; i++) {
      add(
          svg,
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
              + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
          side - 6,
          (i + 1) * ROW + 20,
          escape(names.get(i)),
          side + i * CELL + CELL / 2,
          20,
          escape(names.get(i)));
      for (int j = 0; j < k; j++) {
        double value = values[i * k + j];
        add(
            svg,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#3b7dd8\""
                + " fill-opacity=\"%.3f\"/><text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%.4f"
                + "</text>\n",
            side + j * CELL,
            (i + 1) * ROW,
            CELL - 2,
            ROW - 2,
            0.08 + 0.6 * Math.sqrt(value),
            side + j * CELL + CELL / 2,
            (i + 1) * ROW + 19,
            value);
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static StringBuilder open(String title, int width, int height) {
    StringBuilder svg = new StringBuilder(4096);
    add(
        svg,
        "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\">\n",
        escape(title),
        width,
        height,
        width);
    return svg;
  }

  private static void add(StringBuilder to, String format, Object... values) {
    to.append(String.format(Locale.ROOT, format, values));
  }
}
