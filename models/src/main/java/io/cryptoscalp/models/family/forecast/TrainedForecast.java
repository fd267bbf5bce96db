package io.cryptoscalp.models.family.forecast;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.SortedMap;

/** A model of the distribution of returns as its trainer knows it. */
public interface TrainedForecast extends AutoCloseable {
  /** Name of the output, float [N, H, Q]. */
  String OUTPUT = "quantiles";

  /** Metadata key of the quantile levels, joined by commas. */
  String LEVELS = "cryptoscalp.quantiles";

  /** Metadata key of the horizons in ns, joined by commas. */
  String HORIZONS = "cryptoscalp.horizons_ns";

  /** The family's id. */
  String family();

  /** What the exported file reads. */
  ModelInput input();

  /** The quantile levels, ascending; a copy. */
  double[] levels();

  /** The horizons, ns, ascending; a copy. */
  long[] horizonsNs();

  /**
   * Quantiles of the return over each horizon, as fractions of the price.
   *
   * @param examples of the features that the model was trained on
   * @return [example][horizon][level], ascending along the last
   */
  float[][][] predict(Dataset examples);

  /**
   * The bytes of the ONNX file, normalisation and conformal offsets inside; its metadata have the
   * header's entries, levels and horizons. Equal models give equal bytes.
   */
  byte[] onnx(OnnxHeader header);

  /** Figures of the training that belong in the card. */
  SortedMap<String, Double> figures();

  @Override
  void close();
}
