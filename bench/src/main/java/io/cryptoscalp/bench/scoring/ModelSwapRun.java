package io.cryptoscalp.bench.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.linear.LogisticFamily;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Vectors at a pace through the operator, with swaps among them and without. */
@Command(name = "model-swap", description = "Latency of vectors while models are swapped.")
public final class ModelSwapRun implements Runnable {
  @Option(names = "--rate", defaultValue = "20000", description = "vectors a second")
  private int rate;

  @Option(names = "--swaps", defaultValue = "100", description = "over the run")
  private int swaps;

  @Option(names = "--seconds", defaultValue = "20", description = "of each run")
  private int seconds;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ModelSwapRun()).execute(args));
  }

  @Override
  public void run() {
    try {
      List<ModelCommand> versions = versions(Files.createTempDirectory("bench-swaps"));
      int vectors = rate * seconds;
      report("warm-up", ScoringStream.run(versions.subList(0, 1), vectors / 4, 1, rate));
      report("no swap", ScoringStream.run(versions.subList(0, 1), vectors, 1, rate));
      report(swaps + " swaps", ScoringStream.run(versions, vectors, 1, rate));
      System.out.println("sessions still open: " + ScoringSession.openSessions());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Version 0 at once, the others evenly over the run, each of other coefficients. */
  private List<ModelCommand> versions(Path root) {
    List<ModelCommand> commands = new ArrayList<>();
    Dataset validation = BenchModels.noise(200, 2);
    ModelRegistry registry = new ModelRegistry(root);
    LogisticFamily family = new LogisticFamily();
    for (int i = 0; i <= swaps; i++) {
      Dataset train = BenchModels.noise(600, 100 + i);
      try (TrainedModel model =
          family.train(train, validation, family.defaults(), TrainingRun.quiet(1))) {
        byte[] onnx =
            model.onnx(
                new OnnxHeader(
                    family.id(),
                    OnnxHeader.Task.DIRECTION,
                    train.featureSet(),
                    train.featureNames(),
                    1,
                    0,
                    BenchModels.HORIZON_NS,
                    new TreeMap<>()));
        long from = (long) i * rate * seconds / (swaps + 1);
        commands.add(BenchModels.register(registry, "logistic", "v" + i, onnx, from));
      }
    }
    return commands;
  }

  private static void report(String name, ScoringStream.Result result) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d vectors, %d invalid, %d out of order, %d versions in turn; %s%n",
        name,
        result.decisions(),
        result.invalid(),
        result.outOfOrder(),
        result.versions(),
        ScoringStream.micros(result.latency()));
  }
}
