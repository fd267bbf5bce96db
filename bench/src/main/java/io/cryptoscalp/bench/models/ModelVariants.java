package io.cryptoscalp.bench.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Families;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.onnx.HalfPrecision;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.onnx.Quantiser;
import io.cryptoscalp.models.training.BinaryMetrics;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains each network on seeded examples, writes its file in three precisions and prints for each
 * what it lost in accuracy and what it gained in time, as rows of a Markdown table. Time of one
 * processor is that of the training thread, which a busy machine does not stretch.
 */
@Command(name = "models-variants", description = "Networks by precision: size, loss, time.")
public final class ModelVariants implements Runnable {
  @Option(names = "--families", defaultValue = "lstm,gru,cnn1d,transformer", split = ",")
  private List<String> families = List.of();

  @Option(names = "--rows", defaultValue = "200000", description = "examples to train on")
  private int rows;

  @Option(names = "--epochs", defaultValue = "0", description = "0 for each family's default")
  private int epochs;

  @Option(names = "--features", defaultValue = "25")
  private int features;

  @Option(names = "--steps", defaultValue = "32")
  private int steps;

  @Option(names = "--runs", defaultValue = "3000", description = "timed calls a batch size")
  private int runs;

  private final PrintStream out = System.out;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ModelVariants()).execute(args));
  }

  @Override
  public void run() {
    Dataset all = Examples.of(rows + 40_000, features, steps, 1);
    Dataset train = Examples.part(all, 0, rows);
    Dataset validation = Examples.part(all, rows, rows + 20_000);
    Dataset test = Examples.part(all, rows + 20_000, rows + 40_000);
    out.println(
        "| family | precision | trained s | of one processor s | epochs | kB | largest diff | mean diff | log loss | AUC"
            + " | 1 row p50 us | p99 us | 32 rows p50 us | us a row |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (ModelFamily family : Families.of(families)) {
      measure(family, train, validation, test);
    }
  }

  private void measure(ModelFamily family, Dataset train, Dataset validation, Dataset test) {
    Hyperparameters settings = family.defaults();
    if (epochs > 0) {
      settings = settings.with(Map.of("epochs", Integer.toString(epochs)));
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long began = System.nanoTime();
    long worked = threads.getCurrentThreadCpuTime();
    try (TrainedModel model = family.train(train, validation, settings, TrainingRun.quiet(1))) {
      double seconds = (System.nanoTime() - began) / 1e9;
      String head =
          String.format(
              Locale.ROOT,
              "%.0f | %.0f | %.0f",
              seconds,
              (threads.getCurrentThreadCpuTime() - worked) / 1e9,
              model.figures().get("epochs"));
      byte[] file = model.onnx(header(family.id(), train));
      float[] trainer = model.predict(test);
      row(family.id(), "fp32", head, file, trainer, test);
      row(family.id(), "fp16", head, HalfPrecision.of(file), trainer, test);
      row(family.id(), "int8", head, Quantiser.of(file), trainer, test);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private OnnxHeader header(String family, Dataset train) {
    return new OnnxHeader(
        family,
        OnnxHeader.Task.DIRECTION,
        train.featureSet(),
        train.featureNames(),
        steps,
        60_000_000_000L,
        60_000_000_000L,
        new TreeMap<>());
  }

  private void row(
      String family, String precision, String head, byte[] file, float[] trainer, Dataset test)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file, options)) {
        double[] scores = new double[test.size()];
        boolean[] up = new boolean[test.size()];
        double largest = 0;
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
          scores[i] = score(session, test, i, 1)[0]; // alone: eight bits depend on the batch
          up[i] = test.up(i);
          double difference = Math.abs(scores[i] - trainer[i]);
          largest = Math.max(largest, difference);
          sum += difference;
        }
        BinaryMetrics metrics = BinaryMetrics.of(scores, up, 0.5);
        double[] one = times(session, test, 1);
        double[] many = times(session, test, 32);
        out.printf(
            Locale.ROOT,
            "| %s | %s | %s | %d | %.1e | %.1e | %.5f | %.4f | %.0f | %.0f | %.0f | %.1f |%n",
            family,
            precision,
            head,
            file.length / 1024,
            largest,
            sum / scores.length,
            metrics.logLoss(),
            metrics.auc(),
            one[runs / 2],
            one[runs * 99 / 100],
            many[runs / 2],
            many[runs / 2] / 32);
      }
    }
  }

  /** Sorted times of calls, tensors made anew each time, us. */
  private double[] times(OrtSession session, Dataset test, int batch) throws OrtException {
    double[] times = new double[runs];
    for (int run = -200; run < runs; run++) {
      long began = System.nanoTime();
      score(session, test, (run + 200) % (test.size() - batch), batch);
      if (run >= 0) {
        times[run] = (System.nanoTime() - began) / 1e3;
      }
    }
    Arrays.sort(times);
    return times;
  }

  private float[] score(OrtSession session, Dataset test, int from, int count) throws OrtException {
    float[] values = new float[count * steps * features];
    for (int i = 0; i < count; i++) {
      test.sequence(from + i, values, i * steps * features);
    }
    try (OnnxTensor input =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                FloatBuffer.wrap(values),
                new long[] {count, steps, features});
        OrtSession.Result result = session.run(Map.of(OnnxHeader.SEQUENCE, input))) {
      return (float[]) result.get(0).getValue();
    }
  }
}
