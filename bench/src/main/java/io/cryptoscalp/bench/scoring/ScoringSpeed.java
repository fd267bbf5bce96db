package io.cryptoscalp.bench.scoring;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What each model and all of them cost a vector, and what the operator makes of it. */
@Command(name = "scoring", description = "Time of models, of the ensemble and of the operator.")
public final class ScoringSpeed implements Runnable {
  private static final int RING = 256;
  private static final List<String> TREES = List.of("logistic", "random-forest", "xgboost");

  @Option(names = "--models", split = ",", description = "families of the ensemble")
  private List<String> families =
      List.of("logistic", "random-forest", "xgboost", "lstm", "cnn1d", "transformer");

  @Option(names = "--examples", defaultValue = "2000", description = "of the training of each")
  private int examples;

  @Option(names = "--calls", defaultValue = "20000", description = "of each measurement")
  private int calls;

  @Option(names = "--decisions", defaultValue = "100000", description = "of the operator's runs")
  private int decisions;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ScoringSpeed()).execute(args));
  }

  @Override
  public void run() {
    try {
      Path root = Files.createTempDirectory("bench-models");
      List<ModelCommand> commands = BenchModels.train(root, families, examples);
      List<FeatureSnapshot> snapshots = BenchModels.snapshots(RING);
      System.out.println("| model | batch | p50 us a vector | p99 us a vector | us a call |");
      System.out.println("| --- | --- | --- | --- | --- |");
      for (int batch : new int[] {1, 32}) {
        for (ModelCommand command : commands) {
          measure(command.model(), List.of(command), snapshots, batch);
        }
        measure("all", commands, snapshots, batch);
      }
      operator("all", commands);
      List<ModelCommand> trees = new ArrayList<>(commands);
      trees.removeIf(command -> !TREES.contains(command.model()));
      operator("logistic and trees", trees);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void measure(
      String name, List<ModelCommand> commands, List<FeatureSnapshot> snapshots, int batch) {
    List<ScoringSession> sessions = new ArrayList<>();
    try {
      for (ModelCommand command : commands) {
        sessions.add(
            ScoringSession.open(
                ModelFolder.of(command.uri()), command.sha256(), BenchModels.layout(), batch));
      }
      Histogram times = new Histogram(3);
      int rounds = Math.max(200, calls / batch);
      for (int call = -rounds / 4; call < rounds; call++) { // a quarter more to warm up
        long start = System.nanoTime();
        for (ScoringSession session : sessions) {
          for (int row = 0; row < batch; row++) {
            if (!session.put(row, snapshots.get(Math.floorMod(call * batch + row, RING)))) {
              throw new IllegalStateException("a snapshot lacks an input");
            }
          }
          session.run(batch);
        }
        if (call >= 0) {
          times.recordValue(System.nanoTime() - start);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %.1f | %.1f | %.1f |%n",
          name,
          batch,
          times.getValueAtPercentile(50) / 1e3 / batch,
          times.getValueAtPercentile(99) / 1e3 / batch,
          times.getMean() / 1e3);
    } finally {
      sessions.forEach(ScoringSession::close);
    }
  }

  private void operator(String name, List<ModelCommand> commands) throws Exception {
    for (int batch : new int[] {1, 32}) {
      ScoringStream.Result result = ScoringStream.run(commands, decisions, batch, 0);
      System.out.printf(
          Locale.ROOT,
          "operator, %s, one task, batch %d: %.0f decisions/s (%d decisions, %d invalid)%n",
          name,
          batch,
          result.decisions() * 1e9 / result.ns(),
          result.decisions(),
          result.invalid());
    }
  }
}
