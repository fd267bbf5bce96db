package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Leaves channels out while learning: one draw a sequence and channel, the same at all steps (Gal
 * and Ghahramani, A Theoretically Grounded Application of Dropout in Recurrent Neural Networks,
 * 2016), what stays is scaled up. Drawn in Java, so that no state of the engine, which the whole
 * process shares, reaches a model.
 */
public final class Dropout {
  /** Leaves nothing out. */
  public static final Dropout NONE = new Dropout(0, null);

  private final double rate;
  private final @Nullable Random random;

  private Dropout(double rate, @Nullable Random random) {
    this.rate = rate;
    this.random = random;
  }

  /** Leaves out a share of the channels. */
  static Dropout of(double rate, Random random) {
    return rate == 0 ? NONE : new Dropout(rate, random);
  }

  /** Applied to [N, C] or [N, T, C]. */
  public NDArray apply(NDArray x) {
    if (random == null) {
      return x;
    }
    Shape shape = x.getShape();
    int rows = Math.toIntExact(shape.get(0));
    int channels = Math.toIntExact(shape.get(shape.dimension() - 1));
    float[] mask = new float[rows * channels];
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < rate ? 0 : kept;
    }
    Shape drawn = shape.dimension() == 3 ? new Shape(rows, 1, channels) : new Shape(rows, channels);
    return x.mul(Torch.array(x.getManager(), mask, drawn));
  }
}
