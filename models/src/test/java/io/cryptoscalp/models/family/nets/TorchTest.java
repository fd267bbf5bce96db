package io.cryptoscalp.models.family.nets;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Does what the engine keeps for gradients outlive the calls that made it? */
class TorchTest {

  @Test
  void gradientsDoNotReadMemoryThatJavaHasGivenBack() {
    try (NDManager manager = Torch.open(1)) {
      NDArray x = Torch.array(manager, new float[] {1, 2, 3}, new Shape(3));
      x.setRequiresGradient(true);
      var unused =
          Torch.differentiated(
              () -> {
                NDArray sum = Torch.array(manager, new float[] {0}, new Shape());
                for (int i = 0; i < 100; i++) {
                  sum = sum.add(Torch.times(x, 0.25).sum());
                }
                overwriteWhatIsFree();
                return sum;
              });
      assertThat(x.getGradient().toFloatArray()).containsExactly(25, 25, 25);
    }
  }

  /** Has small direct buffers collected and their memory taken by others. */
  private static void overwriteWhatIsFree() {
    for (int round = 0; round < 20; round++) {
      System.gc();
      for (int i = 0; i < 200; i++) {
        ByteBuffer taken = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
        taken.putFloat(0, 1e6f);
      }
    }
  }
}
