package io.cryptoscalp.bench.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.scoring.CudaSessions;
import io.cryptoscalp.models.scoring.OnnxModel;
import io.cryptoscalp.models.scoring.ProviderChoice;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.models.scoring.SessionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The same vectors on the CPU and on a CUDA device: first whether the answers agree, then what a
 * call of each size takes. Without a device it says so and measures the CPU. Ends with 1 when a
 * family does not agree, or when a device was required and is not there.
 */
@Command(name = "gpu", description = "Models on the CPU and on CUDA: equality, then batch sizes.")
public final class ProviderRace implements Callable<Integer> {
  private static final int LARGEST = 4096;

  /** Largest difference in probability that passes; networks sum many more products. */
  private static final Map<String, Double> TOLERANCE = Map.of("logistic", 1e-6);

  private static final double OF_NETWORKS = 1e-5;

  @Option(names = "--models", split = ",", description = "families")
  private List<String> families =
      List.of("logistic", "random-forest", "xgboost", "lstm", "gru", "cnn1d", "transformer");

  @Option(names = "--examples", defaultValue = "2000", description = "of the training of each")
  private int examples;

  @Option(names = "--vectors", defaultValue = "4096", description = "that are compared")
  private int vectors;

  @Option(names = "--budget-ms", defaultValue = "500", description = "of each measurement")
  private int budgetMs;

  @Option(names = "--device", defaultValue = "0", description = "number of the device")
  private int device;

  @Option(names = "--require-cuda", description = "fail where there is no device")
  private boolean required;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ProviderRace()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    CudaSessions cuda = new CudaSessions();
    ProviderChoice choice =
        new ProviderChoice(
            ProviderChoice.Wanted.CUDA, device, 4 * ProviderChoice.USUAL_MEMORY, false);
    String problem = cuda.problem(choice);
    System.out.println(
        problem.isEmpty() ? "CUDA: device " + device : "CUDA is not there: " + problem);
    Path root = Files.createTempDirectory("bench-models");
    List<Loaded> models = new ArrayList<>();
    try {
      for (ModelCommand command : BenchModels.train(root, families, examples)) {
        models.add(load(command, choice, cuda, problem));
      }
      boolean agree = compare(models, choice);
      System.out.println();
      sweep(models);
      return agree && !(required && !problem.isEmpty()) ? 0 : 1;
    } finally {
      models.forEach(Loaded::close);
    }
  }

  /** A family's file, open once or twice. */
  private record Loaded(
      String family, ModelCommand command, List<OnnxModel> models, String deviceNote) {
    OnnxModel cpu() {
      return models.get(0);
    }

    boolean onDevice() {
      return models.size() > 1;
    }

    void close() {
      models.forEach(OnnxModel::close);
    }
  }

  private static Loaded load(
      ModelCommand command, ProviderChoice choice, CudaSessions cuda, String problem) {
    byte[] onnx = ModelFolder.of(command.uri()).onnx();
    List<OnnxModel> models = new ArrayList<>();
    models.add(OnnxModel.load(onnx));
    String note = problem.isEmpty() ? "" : "no device";
    if (problem.isEmpty() && !cuda.hasKernels(onnx)) {
      note = "CPU: PROVIDER_NO_KERNELS";
    } else if (problem.isEmpty()) {
      try {
        models.add(OnnxModel.load(onnx, choice, cuda));
      } catch (ModelException e) {
        note = "CPU: " + e.getMessage();
      }
    }
    return new Loaded(command.model(), command, models, note);
  }

  /** The same vectors on both, in batches of several sizes; and what the scoring session says. */
  private boolean compare(List<Loaded> models, ProviderChoice choice) {
    System.out.println("| family | vectors | worst difference | tolerance | | scoring session |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    boolean all = true;
    for (Loaded loaded : models) {
      float[][] rows = ProviderSweep.vectors(vectors, loaded.cpu().shape().width(), 11);
      double[] expected = ProviderSweep.answers(loaded.cpu(), rows, 1);
      double tolerance = TOLERANCE.getOrDefault(loaded.family, OF_NETWORKS);
      double worst = ProviderSweep.worst(expected, ProviderSweep.answers(loaded.cpu(), rows, 64));
      if (loaded.onDevice()) {
        OnnxModel device = loaded.models.get(1);
        for (int batch : new int[] {1, 7, 64, 1024}) {
          double[] got = ProviderSweep.answers(device, rows, batch);
          worst = Math.max(worst, ProviderSweep.worst(expected, got));
        }
      }
      boolean agrees = worst <= tolerance; // a NaN does not
      all &= agrees;
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %.2g | %.0g | %s | %s |%n",
          loaded.family,
          vectors,
          worst,
          tolerance,
          (loaded.onDevice() ? "CPU and CUDA " : "CPU alone, batches of 1 and 64 ")
              + (agrees ? "agree" : "DISAGREE"),
          session(loaded, choice));
    }
    return all;
  }

  /** What the trading job would do with the model. */
  private static String session(Loaded loaded, ProviderChoice choice) {
    SessionSettings settings =
        SessionSettings.of(BenchModels.layout(), 8).on(choice, new CudaSessions());
    try (ScoringSession session =
        ScoringSession.open(
            ModelFolder.of(loaded.command.uri()), loaded.command.sha256(), settings)) {
      String why = session.fallback();
      int colon = why.indexOf(':');
      return session.provider() + (colon < 0 ? "" : ", " + why.substring(0, colon));
    }
  }

  private void sweep(List<Loaded> models) {
    System.out.println(
        "| family | batch | CPU p50 us | CPU p99 us | CPU vectors/s"
            + " | CUDA p50 us | CUDA p99 us | CUDA vectors/s |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Loaded loaded : models) {
      float[][] rows = ProviderSweep.vectors(256, loaded.cpu().shape().width(), 13);
      for (int batch = 1; batch <= LARGEST; batch *= 4) {
        String device = "| " + loaded.deviceNote + " | | |";
        if (loaded.onDevice()) {
          device = cells(loaded.models.get(1), rows, batch);
        }
        System.out.println(
            "| "
                + loaded.family
                + " | "
                + batch
                + " "
                + cells(loaded.cpu(), rows, batch)
                + device.substring(1));
      }
    }
  }

  private String cells(OnnxModel model, float[][] rows, int batch) {
    ProviderSweep.Point point = ProviderSweep.measure(model, rows, batch, budgetMs * 1_000_000L);
    return String.format(
        Locale.ROOT,
        "| %.1f | %.1f | %.0f |",
        point.p50Us(),
        point.p99Us(),
        point.vectorsPerSecond());
  }
}
