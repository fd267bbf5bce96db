package io.cryptoscalp.models.evaluation.patterns;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.evaluation.ReportSection;
import io.cryptoscalp.models.family.chart.ChartExamples;
import io.cryptoscalp.models.family.chart.ChartPattern;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Figures of a network of patterns as a part of the report, and its answers as a file. */
public final class PatternReport {
  private PatternReport() {}

  /** The part of the report. */
  public static ReportSection section(PatternFigures figures) {
    return new ReportSection(
        "patterns",
        "Patterns in chart pictures",
        json(figures),
        conclusion(figures),
        List.of(classes(figures), confusion(figures)),
        List.of());
  }

  private static String conclusion(PatternFigures figures) {
    return String.format(
        Locale.ROOT,
        "Of %d later pictures the network tells %.1f %% as the detectors do (commonest class %.1f"
            + " %%); log loss %.4f against %.4f of the base rates, gain %.4f (error %.4f): %s. That"
            + " a pattern pays is not said.",
        figures.rows(),
        100 * figures.accuracy(),
        100 * figures.baseAccuracy(),
        figures.logLoss(),
        figures.baseLogLoss(),
        figures.gain(),
        figures.gainError(),
        figures.hasSkill() ? "skill" : "no skill");
  }

  private static ReportSection.Table classes(PatternFigures figures) {
    List<List<String>> rows = new ArrayList<>();
    for (ChartPattern pattern : ChartPattern.values()) {
      int k = pattern.index();
      rows.add(
          List.of(
              name(pattern),
              Integer.toString(figures.actual(k)),
              Integer.toString(figures.told(k)),
              share(figures.precision(k)),
              share(figures.recall(k))));
    }
    return new ReportSection.Table(
        "Against the classes of the geometric detectors.",
        List.of("pattern", "pictures", "told", "precision", "recall"),
        rows);
  }

  private static ReportSection.Table confusion(PatternFigures figures) {
    List<String> titles = new ArrayList<>();
    titles.add("detectors \\ network");
    List<List<String>> rows = new ArrayList<>();
    for (ChartPattern pattern : ChartPattern.values()) {
      titles.add(name(pattern));
      List<String> row = new ArrayList<>();
      row.add(name(pattern));
      for (int count : figures.confusion()[pattern.index()]) {
        row.add(Integer.toString(count));
      }
      rows.add(row);
    }
    return new ReportSection.Table("Confusion, pictures.", titles, rows);
  }

  private static String share(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String name(ChartPattern pattern) {
    return pattern.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(PatternFigures figures) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("pictures", figures.rows());
    root.put("log_loss", figures.logLoss()).put("log_loss_base", figures.baseLogLoss());
    root.put("log_loss_gain", figures.gain());
    if (Double.isFinite(figures.gainError())) {
      root.put("log_loss_gain_error", figures.gainError());
    }
    root.put("accuracy", figures.accuracy()).put("accuracy_base", figures.baseAccuracy());
    root.put("verdict", figures.hasSkill() ? "SKILL" : "NO_SKILL");
    ArrayNode classes = root.putArray("classes");
    for (ChartPattern pattern : ChartPattern.values()) {
      ObjectNode of = classes.addObject().put("pattern", name(pattern));
      ArrayNode row = of.putArray("told_as");
      for (int count : figures.confusion()[pattern.index()]) {
        row.add(count);
      }
    }
    return root;
  }

  /**
   * Writes every answer as gzipped CSV: {@code picture, source, time_ns, pattern} of the detectors,
   * and the probability of each class.
   */
  public static void predictions(Path file, ChartExamples examples, float[][] answers)
      throws IOException {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      out.write("picture,source,time_ns,pattern");
      for (ChartPattern pattern : ChartPattern.values()) {
        out.write("," + name(pattern));
      }
      out.write('\n');
      for (int i = 0; i < answers.length; i++) {
        out.write(i + "," + examples.source(i) + ',' + examples.timeNs(i));
        out.write(',' + name(examples.pattern(i)));
        for (float answer : answers[i]) {
          out.write("," + answer);
        }
        out.write('\n');
      }
    }
  }
}
