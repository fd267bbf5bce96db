package io.cryptoscalp.bench.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.models.explain.AnswerParts;
import io.cryptoscalp.models.explain.ModelExplainer;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What explanations cost: one by itself, by family, in the task beside the path; and on the path,
 * where the scoring operator sends on what decisions were made of, against the same without.
 */
@Command(name = "explain", description = "Time of explanations, and what the path pays for them.")
public final class ExplainSpeed implements Runnable {
  private static final int LEAST_CALLS = 5;
  private static final double BUDGET_S = 2;

  @Option(names = "--models", split = ",", description = "families of the ensemble")
  private List<String> families =
      List.of("logistic", "random-forest", "xgboost", "lstm", "cnn1d", "transformer");

  @Option(names = "--runs", defaultValue = "4096", description = "of a model an explanation takes")
  private int runs;

  @Option(names = "--decisions", defaultValue = "60000", description = "of each operator's run")
  private int decisions;

  @Option(names = "--rounds", defaultValue = "3", description = "of the operator, both in turn")
  private int rounds;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ExplainSpeed()).execute(args));
  }

  @Override
  public void run() {
    try {
      Path root = Files.createTempDirectory("bench-explain");
      List<ModelCommand> commands = BenchModels.train(root, families, 2000);
      System.out.println("| model | method | p50 us an explanation | p99 us | explained |");
      System.out.println("| --- | --- | --- | --- | --- |");
      for (ModelCommand command : commands) {
        explain(command);
      }
      path(commands);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void explain(ModelCommand command) {
    ModelFolder version = ModelFolder.of(command.uri());
    float[][] rows = version.golden().inputs();
    Histogram times = new Histogram(3);
    String method = "";
    try (ModelExplainer explainer =
        ModelExplainer.open(version, command.sha256(), ModelTrust.ANYONE, runs)) {
      long end = System.nanoTime() + (long) (BUDGET_S * 1e9);
      for (int i = -LEAST_CALLS; i < LEAST_CALLS || System.nanoTime() < end; i++) {
        long start = System.nanoTime();
        AnswerParts parts = explainer.explain(rows[Math.floorMod(i, rows.length)]);
        if (i >= 0) {
          times.recordValue(System.nanoTime() - start);
        }
        method = parts.method();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.0f | %.0f | %d |%n",
        command.model(),
        method,
        times.getValueAtPercentile(50) / 1e3,
        times.getValueAtPercentile(99) / 1e3,
        times.getTotalCount());
  }

  private void path(List<ModelCommand> commands) throws Exception {
    double[] without = new double[rounds];
    double[] with = new double[rounds];
    ScoringStream.run(commands, decisions / 2, 1, 0); // warms up
    for (int round = 0; round < rounds; round++) {
      without[round] = nanos(ScoringStream.run(commands, decisions, 1, 0, false));
      with[round] = nanos(ScoringStream.run(commands, decisions, 1, 0, true));
    }
    Arrays.sort(without);
    Arrays.sort(with);
    System.out.printf(
        Locale.ROOT,
        "operator, all, one task, batch 1, median of %d: %.1f us a decision, with evidence %.1f%n",
        rounds,
        without[rounds / 2] / 1e3,
        with[rounds / 2] / 1e3);
  }

  private static double nanos(ScoringStream.Result result) {
    return (double) result.ns() / result.decisions();
  }
}
