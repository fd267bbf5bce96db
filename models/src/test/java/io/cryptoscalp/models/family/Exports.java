package io.cryptoscalp.models.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.scoring.OnnxBuffers;
import io.cryptoscalp.models.scoring.OnnxModel;
import java.util.TreeMap;

/** What every export of a model on vectors has to hold. */
public final class Exports {
  private Exports() {}

  /** A header for a set. */
  public static OnnxHeader header(String family, Dataset of) {
    return new OnnxHeader(
        family,
        OnnxHeader.Task.DIRECTION,
        of.featureSet(),
        of.featureNames(),
        1,
        0,
        300_000_000_000L,
        new TreeMap<>());
  }

  /** The file answers all examples as the trainer does, in batches of 1, 7 and 32. */
  public static void assertEqual(TrainedModel model, Dataset examples) {
    float[] expected = model.predict(examples);
    byte[] file = model.onnx(header(model.family(), examples));
    assertThat(model.onnx(header(model.family(), examples))).isEqualTo(file);
    try (OnnxModel loaded = OnnxModel.load(file)) {
      assertThat(loaded.metadata(OnnxHeader.FAMILY)).isEqualTo(model.family());
      for (int batch : new int[] {1, 7, 32}) {
        try (OnnxBuffers buffers = loaded.buffers(batch)) {
          for (int from = 0; from < examples.size(); from += batch) {
            int count = Math.min(batch, examples.size() - from);
            for (int i = 0; i < count; i++) {
              buffers.put(i, examples.vector(from + i));
            }
            buffers.run(count);
            for (int i = 0; i < count; i++) {
              assertThat(buffers.output(i))
                  .as("row %d of batches of %d", from + i, batch)
                  .isCloseTo(expected[from + i], within(1e-6f));
            }
          }
        }
      }
    }
  }
}
