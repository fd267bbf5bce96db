package io.cryptoscalp.models.selection;

import java.util.List;
import java.util.Locale;

/** Small charts as inline SVG: no script, no outside resource, colours from the page's style. */
final class Svg {
  private static final int LABEL = 240;
  private static final int BAR = 420;
  private static final int LINE = 18;

  private Svg() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Horizontal bars, values from 0 up. */
  static String bars(String title, List<String> labels, double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    StringBuilder svg = open(title, LABEL + BAR + 90, values.length * LINE + 4);
    for (int i = 0; i < values.length; i++) {
      int y = i * LINE;
      double width = largest > 0 ? Math.max(values[i], 0) / largest * BAR : 0;
      svg.append(
          text(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                  + "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"12\"/>"
                  + "<text x=\"%.1f\" y=\"%d\">%.4f</text>\n",
              LABEL - 6,
              y + 13,
              escape(labels.get(i)),
              LABEL,
              y + 3,
              width,
              LABEL + width + 5,
              y + 13,
              values[i]));
    }
    return svg.append("</svg>\n").toString();
  }

  /** A matrix of correlations, blue for positive, red for negative. */
  static String heat(String title, List<String> labels, double[][] values) {
    int size = values.length;
    StringBuilder svg = open(title, LABEL + size * LINE + 10, size * LINE + 30);
    for (int i = 0; i < size; i++) {
      svg.append(
          text(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s %d</text>"
                  + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d</text>\n",
              LABEL - 6,
              i * LINE + 13,
              escape(labels.get(i)),
              i + 1,
              LABEL + i * LINE + LINE / 2,
              size * LINE + 14,
              i + 1));
      for (int j = 0; j < size; j++) {
        double value = values[i][j];
        svg.append(
            text(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\""
                    + " fill-opacity=\"%.3f\"><title>%s, %s: %.3f</title></rect>\n",
                LABEL + j * LINE,
                i * LINE,
                LINE - 1,
                LINE - 1,
                value < 0 ? "#c0392b" : "#2c6fbb",
                Math.abs(value),
                escape(labels.get(i)),
                escape(labels.get(j)),
                value));
      }
    }
    return svg.append("</svg>\n").toString();
  }

  /** Accuracy by number of features on a logarithmic axis, with a band of one standard error. */
  static String curve(String title, List<Selection.Figures> points, double level, int marked) {
    int width = 640;
    int height = 260;
    double low = level;
    double high = level;
    double most = 1;
    for (Selection.Figures point : points) {
      low = Math.min(low, point.accuracy() - point.accuracyError());
      high = Math.max(high, point.accuracy() + point.accuracyError());
      most = Math.max(most, point.features());
    }
    double spread = Math.max(high - low, 1e-6);
    StringBuilder svg = open(title, width + 90, height + 50);
    StringBuilder line = new StringBuilder();
    for (Selection.Figures point : points) {
      double x = 60 + (most > 1 ? Math.log(point.features()) / Math.log(most) : 0) * width;
      double y = 10 + (high - point.accuracy()) / spread * height;
      double error = point.accuracyError() / spread * height;
      line.append(text("%.1f,%.1f ", x, y));
      svg.append(
          text(
              "<line class=\"error\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>"
                  + "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%d: %.4f</title>"
                  + "</circle><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n",
              x,
              x,
              y - error,
              y + error,
              point.features() == marked ? "marked" : "dot",
              x,
              y,
              point.features(),
              point.accuracy(),
              x,
              height + 28,
              point.features()));
    }
    double full = 10 + (high - level) / spread * height;
    svg.append(text("<polyline class=\"curve\" points=\"%s\"/>\n", line.toString().trim()));
    svg.append(
        text(
            "<line class=\"level\" x1=\"60\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                + "<text x=\"65\" y=\"%.1f\">full set %.4f</text><text x=\"0\" y=\"16\">%.4f</text>"
                + "<text x=\"0\" y=\"%d\">accuracy</text><text x=\"0\" y=\"%d\">%.4f</text>"
                + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">number of features</text>\n",
            60 + width,
            full,
            full,
            full - 4,
            level,
            high,
            height / 2,
            height + 10,
            low,
            60 + width / 2,
            height + 46));
    return svg.append("</svg>\n").toString();
  }

  private static StringBuilder open(String title, int width, int height) {
    return new StringBuilder(
        text(
            "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\">\n",
            escape(title), width, height, width));
  }
}
