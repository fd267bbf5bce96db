package io.cryptoscalp.models.family.nets;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.cryptoscalp.models.ModelException;
import java.util.function.Supplier;

/**
 * The native training engine of this process. It is asked for at the first training and not before,
 * so that everything else works on platforms that have none.
 */
public final class Torch {
  private Torch() {}

  /**
   * An array in memory of the engine's own, which is aligned. A Java buffer is not always, and
   * matrix kernels sum in another order where it is not: equal seeds would now and then end in
   * weights that differ in the last digit.
   */
  public static NDArray array(NDManager manager, float[] values, Shape shape) {
    try (NDArray lent = manager.create(values, shape)) {
      return lent.duplicate();
    }
  }

  /**
   * An array times a number. The engine's own product with a Java number lends the number's memory
   * from Java and gives it back at once, though the graph of gradients goes on reading it: once the
   * collector has taken the memory, gradients are multiplied by whatever lies there. Here the
   * number is the engine's own and lives as long as the manager of {@code x}.
   */
  public static NDArray times(NDArray x, double factor) {
    return x.mul(array(x.getManager(), new float[] {(float) factor}, new Shape()));
  }

  /**
   * Computes a number and its gradients by all arrays that require them, on the calling thread and
   * beside what other threads compute: the engine's collector allows one of them in the process.
   *
   * @param computation of a single number
   * @return the number
   */
  public static NDArray differentiated(Supplier<NDArray> computation) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try {
      NDArray value = computation.get();
      try (NDArray one = value.getManager().ones(value.getShape(), value.getDataType())) {
        JniUtils.backward((PtNDArray) value, (PtNDArray) one, false, false);
      }
      return value;
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /**
   * Memory of the engine, to be closed by the caller.
   *
   * @param threads native threads for the calling thread's work, at least 1
   * @throws ModelException {@code TRAINING_ENGINE_MISSING} where the engine has no native library
   *     for this platform or is not on the class path
   */
  public static NDManager open(int threads) {
    // the engine would look for newer natives and count its users over the network
    System.setProperty("ai.djl.offline", "true");
    if (System.getProperty("ai.djl.pytorch.num_threads") == null) {
      System.setProperty("ai.djl.pytorch.num_threads", "1");
    }
    try {
      NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
      JniUtils.setNumThreads(threads);
      return manager;
    } catch (RuntimeException | LinkageError e) { // it refuses by exceptions of many kinds
      throw new ModelException(
          "TRAINING_ENGINE_MISSING",
          "engine=PyTorch platform="
              + System.getProperty("os.name")
              + "/"
              + System.getProperty("os.arch")
              + " reason="
              + e,
          e);
    }
  }
}
