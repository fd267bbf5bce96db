package io.cryptoscalp.models.family;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.SortedMap;

/**
 * A model as its trainer knows it. {@link #predict} is the trainer's own forward pass, against
 * which the exported file is tested.
 */
public interface TrainedModel extends AutoCloseable {
  /** The family's id. */
  String family();

  /** What the exported file reads. */
  ModelInput input();

  /**
   * Calibrated probabilities of up of all examples, 0 to 1.
   *
   * @param examples of the features that the model was trained on
   */
  float[] predict(Dataset examples);

  /**
   * The bytes of the ONNX file, normalisation and calibration inside. Equal models give equal
   * bytes.
   *
   * @param header what its metadata say
   */
  byte[] onnx(OnnxHeader header);

  /**
   * Figures of the training that belong in the card, {@code epochs}, {@code validation_log_loss}.
   */
  SortedMap<String, Double> figures();

  @Override
  void close();
}
