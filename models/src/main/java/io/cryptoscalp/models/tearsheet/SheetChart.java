package io.cryptoscalp.models.tearsheet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** A chart over time or another quantity as inline SVG: no script, no outside resource. */
final class SheetChart {
  private static final int LEFT = 78;
  private static final int WIDTH = 860;
  private static final int TOP = 26;
  private static final int BOTTOM = 24;
  private static final int TICKS = 4;
  private static final double HOUR_NS = 3.6e12;

  private final String title;
  private final int height;
  private final @Nullable DoubleFunction<String> xLabel;
  private final DoubleFunction<String> yLabel;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private boolean zero;

  /** How a series is drawn. */
  private enum Style {
    LINE,
    AREA,
    BAND,
    BARS
  }

  private record Layer(
      String name, Style style, String colour, double[] x, double[] y, double[] to) {}

  private record Mark(double x, double y, boolean up, String colour, String title) {}

  /**
   * A chart.
   *
   * @param title read aloud and shown
   * @param height of the plot, pixels
   * @param xLabel names a place on the axis below; null for times, ns
   * @param yLabel names a place on the axis at the left
   */
  SheetChart(
      String title,
      int height,
      @Nullable DoubleFunction<String> xLabel,
      DoubleFunction<String> yLabel) {
    this.title = title;
    this.height = height;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** Over time. */
  static SheetChart overTime(String title, int height, DoubleFunction<String> yLabel) {
    return new SheetChart(title, height, null, yLabel);
  }

  /** Names a place: a time by as much as tells it from its neighbours. */
  private String xText(double at, double[] xs) {
    if (xLabel != null) {
      return xLabel.apply(at);
    }
    String time = Format.time((long) at);
    double span = xs[1] - xs[0];
    if (span >= 48 * HOUR_NS) {
      return time.substring(0, 10);
    }
    return span >= HOUR_NS ? time.substring(5, 16) : time.substring(11);
  }

  SheetChart line(String name, String colour, double[] x, double[] y) {
    return add(name, Style.LINE, colour, x, y, y);
  }

  /** Filled down, or up, to 0. */
  SheetChart area(String name, String colour, double[] x, double[] y) {
    zero = true;
    return add(name, Style.AREA, colour, x, y, y);
  }

  /** Filled between two lines. */
  SheetChart band(String name, String colour, double[] x, double[] low, double[] high) {
    return add(name, Style.BAND, colour, x, low, high);
  }

  /** A bar at each place, from 0. */
  SheetChart bars(String name, String colour, double[] x, double[] y) {
    zero = true;
    return add(name, Style.BARS, colour, x, y, y);
  }

  /** A triangle that points up or down. */
  SheetChart mark(double x, double y, boolean up, String colour, String text) {
    marks.add(new Mark(x, y, up, colour, text));
    return this;
  }

  private SheetChart add(
      String name, Style style, String colour, double[] x, double[] y, double[] to) {
    if (x.length > 0) {
      layers.add(new Layer(name, style, colour, x, y, to));
    }
    return this;
  }

  /** The picture; empty text without a point. */
  String svg() {
    if (!hasPoint()) {
      return "";
    }
    double[] xs = range(true);
    double[] ys = range(false);
    int full = TOP + height + BOTTOM;
    StringBuilder svg = new StringBuilder();
    svg.append(
        Format.text(
            "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\">\n",
            Format.escape(title), LEFT + WIDTH + 12, full, LEFT + WIDTH + 12));
    legend(svg);
    axes(svg, xs, ys);
    for (Layer layer : layers) {
      switch (layer.style) {
        case LINE -> line(svg, layer, xs, ys);
        case AREA -> area(svg, layer, xs, ys);
        case BAND -> band(svg, layer, xs, ys);
        case BARS -> bars(svg, layer, xs, ys);
      }
    }
    for (Mark mark : marks) {
      mark(svg, mark, xs, ys);
    }
    return svg.append("</svg>\n").toString();
  }

  private boolean hasPoint() {
    for (Layer layer : layers) {
      for (double y : layer.y) {
        if (Double.isFinite(y)) {
          return true;
        }
      }
    }
    return false;
  }

  private void legend(StringBuilder svg) {
    svg.append(
        Format.text(
            "<text class=\"title\" x=\"%d\" y=\"15\">%s</text>", LEFT, Format.escape(title)));
    double x = LEFT + 8.0 * title.length() + 24;
    for (Layer layer : layers) {
      if (!layer.name.isEmpty()) {
        svg.append(
            Format.text(
                "<rect x=\"%.0f\" y=\"7\" width=\"10\" height=\"10\" fill=\"%s\"/>"
                    + "<text x=\"%.0f\" y=\"16\">%s</text>",
                x, layer.colour, x + 14, Format.escape(layer.name)));
        x += 7.0 * layer.name.length() + 34;
      }
    }
    svg.append('\n');
  }

  private void axes(StringBuilder svg, double[] xs, double[] ys) {
    for (int tick = 0; tick <= TICKS; tick++) {
      double value = ys[0] + (ys[1] - ys[0]) * tick / TICKS;
      double at = xs[0] + (xs[1] - xs[0]) * tick / TICKS;
      String anchor = tick == 0 ? "start" : tick == TICKS ? "end" : "middle";
      svg.append(
          Format.text(
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>"
                  + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
              LEFT,
              LEFT + WIDTH,
              y(value, ys),
              y(value, ys),
              LEFT - 6,
              y(value, ys) + 4,
              Format.escape(yLabel.apply(value)),
              x(at, xs),
              TOP + height + 17,
              anchor,
              Format.escape(xText(at, xs))));
    }
    if (ys[0] < 0 && ys[1] > 0) {
      svg.append(
          Format.text(
              "<line class=\"level\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
              LEFT, LEFT + WIDTH, y(0, ys), y(0, ys)));
    }
  }

  /** Each column of pixels takes the lowest and the highest of its points. */
  private static void points(
      StringBuilder path, double[] x, double[] y, double[] xs, double[] ys, int height) {
    int every = Math.max(1, x.length / (2 * WIDTH));
    boolean open = false;
    for (int from = 0; from < x.length; from += every) {
      int low = -1;
      int high = -1;
      for (int i = from; i < Math.min(x.length, from + every); i++) {
        if (Double.isFinite(y[i])) {
          low = low < 0 || y[i] < y[low] ? i : low;
          high = high < 0 || y[i] > y[high] ? i : high;
        }
      }
      if (low < 0) {
        open = false;
        continue;
      }
      int first = Math.min(low, high);
      int second = Math.max(low, high);
      path.append(open ? "L" : "M").append(point(x[first], y[first], xs, ys, height));
      if (second != first) {
        path.append("L").append(point(x[second], y[second], xs, ys, height));
      }
      open = true;
    }
  }

  private static String point(double x, double y, double[] xs, double[] ys, int height) {
    return Format.text("%.1f %.1f", x(x, xs), TOP + (ys[1] - y) / (ys[1] - ys[0]) * height);
  }

  private void line(StringBuilder svg, Layer layer, double[] xs, double[] ys) {
    StringBuilder path = new StringBuilder();
    points(path, layer.x, layer.y, xs, ys, height);
    svg.append(
        Format.text(
            "<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" d=\"%s\"/>\n",
            layer.colour, path));
  }

  private void area(StringBuilder svg, Layer layer, double[] xs, double[] ys) {
    StringBuilder path = new StringBuilder();
    points(path, layer.x, layer.y, xs, ys, height);
    int last = layer.x.length - 1;
    svg.append(
        Format.text(
            "<path fill=\"%s\" fill-opacity=\"0.25\" stroke=\"%s\" d=\"%sL%.1f %.1fL%.1f %.1fZ\"/>\n",
            layer.colour,
            layer.colour,
            path,
            x(layer.x[last], xs),
            y(0, ys),
            x(layer.x[0], xs),
            y(0, ys)));
  }

  private void band(StringBuilder svg, Layer layer, double[] xs, double[] ys) {
    StringBuilder path = new StringBuilder();
    points(path, layer.x, layer.y, xs, ys, height);
    for (int i = layer.x.length - 1; i >= 0; i--) {
      path.append("L").append(point(layer.x[i], layer.to[i], xs, ys, height));
    }
    svg.append(
        Format.text(
            "<path fill=\"%s\" fill-opacity=\"0.22\" stroke=\"none\" d=\"%sZ\"/>\n",
            layer.colour, path));
  }

  private void bars(StringBuilder svg, Layer layer, double[] xs, double[] ys) {
    double width = Math.max(0.6, 0.85 * WIDTH / Math.max(1, layer.x.length));
    for (int i = 0; i < layer.x.length; i++) {
      if (Double.isFinite(layer.y[i]) && layer.y[i] != 0) {
        double top = Math.min(y(layer.y[i], ys), y(0, ys));
        svg.append(
            Format.text(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s:"
                    + " %s</title></rect>\n",
                x(layer.x[i], xs) - width / 2,
                top,
                width,
                Math.abs(y(layer.y[i], ys) - y(0, ys)),
                layer.colour,
                Format.escape(xText(layer.x[i], xs)),
                Format.escape(yLabel.apply(layer.y[i]))));
      }
    }
  }

  private void mark(StringBuilder svg, Mark mark, double[] xs, double[] ys) {
    double x = x(mark.x, xs);
    double y = y(mark.y, ys);
    int to = mark.up ? 7 : -7;
    svg.append(
        Format.text(
            "<path fill=\"%s\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\"><title>%s</title></path>\n",
            mark.colour, x, y, x - 4, y + to, x + 4, y + to, Format.escape(mark.title)));
  }

  private double[] range(boolean horizontal) {
    double low = !horizontal && zero ? 0 : Double.POSITIVE_INFINITY;
    double high = !horizontal && zero ? 0 : Double.NEGATIVE_INFINITY;
    for (Layer layer : layers) {
      if (horizontal && layer.style == Style.BARS && layer.x.length > 1) {
        double half = (layer.x[1] - layer.x[0]) / 2;
        low = Math.min(low, layer.x[0] - half);
        high = Math.max(high, layer.x[layer.x.length - 1] + half);
      }
      for (int i = 0; i < layer.x.length; i++) {
        double first = horizontal ? layer.x[i] : layer.y[i];
        double second = horizontal ? layer.x[i] : layer.to[i];
        if (Double.isFinite(first) && Double.isFinite(second)) {
          low = Math.min(low, Math.min(first, second));
          high = Math.max(high, Math.max(first, second));
        }
      }
    }
    if (high > low) {
      return new double[] {low, high};
    }
    return high == low ? new double[] {low - 0.5, high + 0.5} : new double[] {0, 1};
  }

  private static double x(double value, double[] range) {
    return LEFT + (value - range[0]) / (range[1] - range[0]) * WIDTH;
  }

  private double y(double value, double[] range) {
    return TOP + (range[1] - value) / (range[1] - range[0]) * height;
  }
}
