package io.cryptoscalp.models.tearsheet;

import io.cryptoscalp.engine.performance.Metric;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and texts for people. */
final class Format {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Format() {}

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A figure in its unit; a dash for what is no number. */
  static String figure(Metric.Unit unit, double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    return switch (unit) {
      case SHARE -> text("%.2f %%", 100 * value);
      case RATIO -> text("%.3f", value);
      case PERIODS, COUNT -> text("%,.1f", value).replaceFirst("\\.0$", "");
      case MONEY -> text("%,.2f", value);
      case SECONDS -> duration(value);
    };
  }

  private static String duration(double seconds) {
    if (seconds < 120) {
      return text("%.1f s", seconds);
    }
    if (seconds < 7200) {
      return text("%.1f min", seconds / 60);
    }
    return seconds < 172_800 ? text("%.1f h", seconds / 3600) : text("%.1f d", seconds / 86_400);
  }

  static String percent(double value) {
    return figure(Metric.Unit.SHARE, value);
  }

  /** Background of a cell: green above 0, red below, full at 1 and -1. */
  static String heat(double value) {
    double share = Double.isNaN(value) ? 0 : Math.min(1, Math.abs(value));
    return text("rgba(%s,%.2f)", value < 0 ? "192,57,43" : "46,139,87", 0.75 * share);
  }

  static String time(long timeNs) {
    return TIME.format(
        Instant.ofEpochSecond(
            Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L)));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
