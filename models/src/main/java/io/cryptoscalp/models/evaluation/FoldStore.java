package io.cryptoscalp.models.evaluation;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.family.Checkpoint;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What finished folds of a walk-forward found, kept until its report is written, so that a run that
 * was killed does not learn the same folds again. A file a family and fold; one of other data,
 * options, settings or seed, or a damaged one, is as good as none.
 */
public final class FoldStore {
  private static final String FOLDS = "folds";

  private final TrainingRun run;
  private final String data;

  private FoldStore(TrainingRun run, String data) {
    this.run = run;
    this.data = data;
  }

  /**
   * The store of a walk-forward.
   *
   * @param run whose checkpoint folder has it; without one nothing is kept
   * @param dataHash digest of all examples
   * @param options how they are cut into folds
   */
  public static FoldStore of(TrainingRun run, String dataHash, EvaluationOptions options) {
    return new FoldStore(run, dataHash + "\n" + options.byName());
  }

  /** The run of one fold: its training goes on from a checkpoint of its own. */
  public TrainingRun fold(int fold) {
    Path folder = run.checkpoints();
    return new TrainingRun(
        run.seed(),
        run.threads(),
        run.progress(),
        folder == null ? null : folder.resolve(FOLDS).resolve(Integer.toString(fold + 1)));
  }

  private Checkpoint checkpoint(String family, int fold, Hyperparameters settings) {
    String name = family + ".forecasts";
    return Checkpoint.of(name, data + "\nfold=" + fold, settings, fold(fold));
  }

  /**
   * The arrays that were kept of a fold; null when there are none.
   *
   * @param family id
   * @param fold from 0
   * @param settings of the family
   */
  public double @Nullable [][] read(String family, int fold, Hyperparameters settings) {
    byte[] bytes = checkpoint(family, fold, settings).read();
    if (bytes == null) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    double[][] arrays = new double[in.getInt()][];
    for (int k = 0; k < arrays.length; k++) {
      arrays[k] = new double[in.getInt()];
      in.asDoubleBuffer().get(arrays[k]);
      in.position(in.position() + arrays[k].length * Double.BYTES);
    }
    return arrays;
  }

  /** Keeps the arrays of a fold. */
  public void write(String family, int fold, Hyperparameters settings, double[]... arrays) {
    int bytes = Integer.BYTES;
    for (double[] array : arrays) {
      bytes = Math.addExact(bytes, Integer.BYTES + array.length * Double.BYTES);
    }
    ByteBuffer out = ByteBuffer.allocate(bytes).putInt(arrays.length);
    for (double[] array : arrays) {
      out.putInt(array.length);
      out.asDoubleBuffer().put(array);
      out.position(out.position() + array.length * Double.BYTES);
    }
    checkpoint(family, fold, settings).write(out.array());
  }

  /**
   * Forgets all folds: their report is written.
   *
   * @param checkpoints folder of the run
   */
  public static void clear(Path checkpoints) {
    Path folds = checkpoints.resolve(FOLDS);
    if (!Files.isDirectory(folds)) {
      return;
    }
    try (DirectoryStream<Path> each = Files.newDirectoryStream(folds)) {
      for (Path fold : each) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(fold)) {
          for (Path file : files) {
            Files.delete(file);
          }
        }
        Files.delete(fold);
      }
      Files.delete(folds);
    } catch (IOException e) {
      throw new ModelException(
          "TRAINING_CHECKPOINT_FAILED", "folder=" + folds + " reason=" + e.getMessage(), e);
    }
  }
}
