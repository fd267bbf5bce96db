package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.cryptoscalp.models.dataset.Dataset;

/** Log loss of log odds of up, nats: {@code softplus(x) - up * x}, which never overflows. */
final class DirectionObjective implements Objective {
  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public NDArray losses(NDArray outputs, Dataset data, int[] examples, int from, int count) {
    float[] up = new float[count];
    for (int i = 0; i < count; i++) {
      up[i] = data.up(examples[from + i]) ? 1 : 0;
    }
    NDArray x = outputs.reshape(count);
    NDArray labels = Torch.array(outputs.getManager(), up, new Shape(count));
    return Activation.softPlus(x).sub(labels.mul(x));
  }
}
