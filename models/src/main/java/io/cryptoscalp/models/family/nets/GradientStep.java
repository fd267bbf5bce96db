package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One step of the optimiser down a loss. */
public final class GradientStep {
  private GradientStep() {}

  /**
   * Takes it.
   *
   * @param what is learnt, as {@code field=value} pairs that a failure tells
   * @param loss from weights in the engine's memory to one number
   * @return the loss before the step
   * @throws ModelException {@code TRAINING_FAILED} when a gradient is not finite
   */
  public static double descend(
      String what,
      NDManager manager,
      Weights weights,
      Adam adam,
      Function<Weights.Placed, NDArray> loss) {
    try (NDManager memory = manager.newSubManager()) {
      Weights.Placed placed = weights.place(memory, true);
      NDArray value = Torch.differentiated(() -> loss.apply(placed));
      List<float[]> taken = new ArrayList<>();
      for (NDArray array : placed.arrays().values()) {
        taken.add(array.getGradient().toFloatArray());
      }
      if (!adam.step(weights, taken)) {
        throw new ModelException("TRAINING_FAILED", what + " gradient=not finite");
      }
      return value.toArray()[0].doubleValue(); // means come back in double precision
    }
  }
}
