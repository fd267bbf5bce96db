package io.cryptoscalp.models.evaluation.forecast;

import io.cryptoscalp.models.dataset.Dataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Every forecast of quantiles as a file, so that other tools can recompute the figures. */
public final class QuantilePredictions {
  private QuantilePredictions() {}

  /**
   * Writes gzipped CSV, a line an example and horizon: {@code example, fold, instrument, time_ns,
   * horizon_ns, weight, return, chance_of_rise, side}, then the quantiles {@code q_LEVEL} and those
   * of the naive forecast {@code naive_LEVEL}. The return is empty where it is not known.
   */
  public static void write(Path file, QuantileRun run) throws IOException {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      out.write(
          "example,fold,instrument,time_ns,horizon_ns,weight,return,chance_of_rise,side"
              + names(",q_", run.levels())
              + names(",naive_", run.levels())
              + "\n");
      int first = 0;
      for (QuantilePart part : run.parts()) {
        write(out, run, part, first);
        first += part.test().size();
      }
    }
  }

  private static void write(Writer out, QuantileRun run, QuantilePart part, int first)
      throws IOException {
    Dataset test = part.test();
    long[] horizonsNs = test.horizonsNs();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < test.size(); i++) {
      for (int h = 0; h < horizonsNs.length; h++) {
        float value = test.horizonReturn(i, h);
        float[] quantiles = part.quantiles()[i][h];
        line.setLength(0);
        line.append(first + i).append(',').append(part.fold()).append(',');
        line.append(test.instrument(i)).append(',').append(test.eventTimeNs(i)).append(',');
        line.append(horizonsNs[h]).append(',').append(test.weight(i)).append(',');
        line.append(Float.isNaN(value) ? "" : Float.toString(value)).append(',');
        line.append(RiseChance.of(quantiles, run.levels())).append(',').append(part.sides()[h][i]);
        values(line, quantiles);
        values(line, part.naive()[i][h]);
        out.append(line.append('\n'));
      }
    }
  }

  private static void values(StringBuilder line, float[] values) {
    for (float value : values) {
      line.append(',').append(value);
    }
  }

  private static String names(String prefix, double[] levels) {
    StringBuilder names = new StringBuilder();
    for (double level : levels) {
      names.append(prefix).append(level);
    }
    return names.toString();
  }
}
