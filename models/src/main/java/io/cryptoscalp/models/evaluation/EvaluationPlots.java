package io.cryptoscalp.models.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Plots of a run as SVG files of a few kilobytes, which a page of documentation can show. */
public final class EvaluationPlots {
  /** Frequency of up against the mean forecast, by tenths of the examples. */
  public static final String CALIBRATION = "calibration.svg";

  /** Cumulative earnings after costs. */
  public static final String EQUITY = "equity.svg";

  private static final int POINTS = 60;
  private static final double DAY_NS = 86_400e9;

  private EvaluationPlots() {}

  /**
   * Writes both, of families and ensembles; earnings of those that never traded are left out, and a
   * plot without a line is not written.
   *
   * @param folder that is there
   */
  public static void write(Path folder, EvaluationRun run) throws IOException {
    write(folder.resolve(CALIBRATION), calibration(run));
    write(folder.resolve(EQUITY), equity(run));
  }

  private static void write(Path file, Chart chart) throws IOException {
    String svg = chart.file();
    if (!svg.isEmpty()) {
      Files.writeString(file, svg);
    }
  }

  static Chart calibration(EvaluationRun run) {
    Chart chart =
        new Chart(
                "Calibration",
                "mean forecast (across), share of up (upwards), by tenths of the examples; dashed: equal")
            .withDiagonal();
    calibration(chart, run);
    return chart;
  }

  /** A line each of families and ensembles: frequency of up against the mean forecast. */
  static void calibration(Chart chart, EvaluationRun run) {
    for (Contender contender : run.contenders()) {
      if (contender.kind() != Contender.Kind.BASELINE) {
        List<ClassificationMetrics.CalibrationBin> bins = contender.metrics().calibration();
        chart.line(
            contender.id(),
            bins.stream().mapToDouble(ClassificationMetrics.CalibrationBin::forecast).toArray(),
            bins.stream().mapToDouble(ClassificationMetrics.CalibrationBin::frequency).toArray());
      }
    }
  }

  static Chart equity(EvaluationRun run) {
    Chart chart =
        new Chart(
            "Earnings after costs",
            "days (across), cumulative earnings as a share of the capital (upwards)");
    long first = Arrays.stream(run.examples().timeNs()).min().orElse(0);
    for (Contender contender : run.contenders()) {
      List<TradingFigures.Point> curve = contender.trading().curve();
      if (contender.kind() != Contender.Kind.BASELINE && !curve.isEmpty()) {
        int count = Math.min(curve.size(), POINTS);
        double[] x = new double[count + 1]; // from nothing
        double[] y = new double[count + 1];
        for (int i = 1; i <= count; i++) {
          TradingFigures.Point point = curve.get((int) ((long) i * curve.size() / count) - 1);
          x[i] = (point.timeNs() - first) / DAY_NS;
          y[i] = point.net();
        }
        chart.line(contender.id(), x, y);
      }
    }
    return chart;
  }
}
