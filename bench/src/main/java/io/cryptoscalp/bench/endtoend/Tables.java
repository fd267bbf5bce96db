package io.cryptoscalp.bench.endtoend;

import java.util.Locale;
import java.util.Map;

/** Figures as people read them. */
final class Tables {
  private Tables() {}

  static String of(ThroughputRun.Figures figures) {
    StringBuilder text = new StringBuilder();
    line(text, "input", figures.input());
    line(text, "frames", format("%,d", figures.frames()));
    line(text, "parallelism", Integer.toString(figures.parallelism()));
    line(text, "results job", figures.results() ? "on" : "off");
    line(text, "frames/s, sustained", format("%,.0f", figures.framesPerSecond()));
    line(text, "frames/s, cold", format("%,.0f", figures.wholeFramesPerSecond()));
    line(text, "CPU us/frame", format("%.2f", figures.cpuMicrosPerFrame()));
    line(text, "ClickHouse us/frame", format("%.2f", figures.clickHouseMicrosPerFrame()));
    line(text, "GC share", format("%.1f %%", 100 * figures.gcShare()));
    line(text, "ClickHouse lag s", format("%.1f", figures.clickHouseLagSeconds()));
    for (Map.Entry<String, TopicDigest.Table> table : figures.tables().entrySet()) {
      TopicDigest.Table rows = table.getValue();
      line(
          text,
          "  " + table.getKey(),
          format("%,10d rows  %,14d bytes  %s", rows.rows(), rows.bytes(), rows.digest()));
    }
    return text.toString();
  }

  static String of(LatencyRun.Figures figures) {
    StringBuilder text = new StringBuilder();
    line(text, "input", figures.input());
    line(text, "frames/s", format("%,d", figures.rate()));
    line(text, "ordering", figures.ordering());
    line(text, "parallelism", Integer.toString(figures.parallelism()));
    line(text, "results job", figures.results() ? "on" : "off");
    line(text, "measured", format("%.0f s after the warm-up", figures.seconds()));
    line(text, "busy cores", format("%.2f", figures.cpuShare()));
    line(text, "GC share", format("%.1f %%", 100 * figures.gcShare()));
    CheckpointFigures checkpoints = figures.checkpoints();
    line(
        text,
        "checkpoints",
        format(
            "%d, %.0f ms on average, %.0f ms at most, %.0f KB",
            checkpoints.completed(),
            checkpoints.meanMs(),
            checkpoints.maxMs(),
            checkpoints.meanBytes() / 1024));
    line(text, "  tasks stop for", checkpoints.syncMs().values() + " ms");
    line(text, "sender's worst lag", format("%.1f ms", figures.senderWorstLagMs()));
    line(text, "ms from due to", "   count     p50     p90     p99   p99.9     max    mean");
    line(text, "  decision", row(figures.decision()));
    line(text, "  order", row(figures.order()));
    return text.toString();
  }

  private static String row(Percentiles ms) {
    return format(
        "%8d%8.2f%8.2f%8.2f%8.2f%8.2f%8.2f",
        ms.count(), ms.p50(), ms.p90(), ms.p99(), ms.p999(), ms.max(), ms.mean());
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(format("%-22s%s%n", name, value));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
