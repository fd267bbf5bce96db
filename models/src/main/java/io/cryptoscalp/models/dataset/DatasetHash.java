package io.cryptoscalp.models.dataset;

import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.models.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The digest of a dataset's examples, see {@link Dataset#hash()}. */
final class DatasetHash {
  private DatasetHash() {}

  static String of(Dataset data) {
    Dataset.Outcomes outcomes = data.outcomes();
    MessageDigest digest = Sha256.digest();
    String head =
        data.featureSet()
            + '\n'
            + String.join(",", data.featureNames())
            + '\n'
            + data.options()
            + '\n';
    digest.update(head.getBytes(StandardCharsets.UTF_8));
    digest.update(Arrays.toString(outcomes.horizonsNs()).getBytes(StandardCharsets.UTF_8));
    float[] sequence = new float[data.steps() * data.features()];
    int most = data.mostNeighbours();
    ByteBuffer bytes =
        ByteBuffer.allocate(
            33
                + 4
                    * (sequence.length
                        + outcomes.horizonsNs().length
                        + most * (NeighbourGraph.EDGE + data.features())));
    for (int i = 0; i < data.size(); i++) {
      digest.update(data.instrument(i).getBytes(StandardCharsets.UTF_8));
      bytes.clear();
      bytes.putLong(data.eventTimeNs(i)).putLong(data.labelTimeNs(i));
      bytes.put((byte) (data.up(i) ? 1 : 0));
      bytes.putDouble(data.forwardReturn(i)).putDouble(data.weight(i));
      add(outcomes.horizonReturns()[i], bytes);
      data.sequence(i, sequence, 0);
      add(sequence, bytes);
      add(data.edges(i), bytes);
      for (int k = 0; k < most; k++) {
        float[] vector = data.neighbour(i, k);
        if (vector != null) {
          add(vector, bytes);
        }
      }
      digest.update(bytes.array(), 0, bytes.position());
    }
    return Sha256.finish(digest);
  }

  private static void add(float[] values, ByteBuffer to) {
    for (float value : values) {
      to.putInt(Float.floatToIntBits(value));
    }
  }
}
