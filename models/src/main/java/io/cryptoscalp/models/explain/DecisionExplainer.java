package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scaling.InputScaling;
import io.cryptoscalp.models.scoring.RowScorer;
import java.util.List;

/**
 * Recomputes a registered model's answer to a stored vector and takes it apart: exactly where the
 * file allows, else by {@link KernelShap} with the version's golden rows as background. For models
 * that read one vector a row.
 */
public final class DecisionExplainer implements AutoCloseable {
  private static final int COALITIONS = 4096;
  private static final long SEED = 1;
  private static final double LEAST = 1e-7;

  private final ModelFolder folder;
  private final RowScorer scorer;

  private DecisionExplainer(ModelFolder folder, RowScorer scorer) {
    this.folder = folder;
    this.scorer = scorer;
  }

  /**
   * Opens a version.
   *
   * @throws ModelException as {@link RowScorer#open(String, String, ModelTrust)}, and {@code
   *     EXPLANATION_UNSUPPORTED} for a model that reads sequences or regimes, does not answer with
   *     a direction, or takes vectors that the running job scales
   */
  public static DecisionExplainer open(ModelFolder folder, ModelTrust trust) {
    RowScorer scorer = RowScorer.open(folder.path().toString(), folder.card().sha256(), trust);
    boolean plain = scorer.shape().width() == scorer.shape().vector();
    boolean scaledLive = scorer.scaling().kind() == InputScaling.Kind.ONLINE;
    if (!plain || scaledLive || !scorer.answer().isDirection()) {
      scorer.close();
      throw new ModelException(
          "EXPLANATION_UNSUPPORTED",
          "model="
              + folder.card().model()
              + " steps="
              + scorer.shape().steps()
              + " regimes="
              + scorer.shape().regimes()
              + " scaling="
              + scorer.scaling().kind());
    }
    return new DecisionExplainer(folder, scorer);
  }

  /** Names of the columns, in order. */
  public List<String> features() {
    return scorer.features();
  }

  /**
   * The model's answer to a row, as the stream rounds it.
   *
   * @throws ModelException {@code EXPLANATION_INVALID} when it has none
   */
  public double probability(float[] row) {
    double[] answer = new double[1];
    if (!scorer.score(row, answer)) {
      throw new ModelException("EXPLANATION_INVALID", "model=" + folder.card().model() + " answer");
    }
    return answer[0];
  }

  /** Takes the answer to a row apart. */
  public Explanation explain(float[] row) {
    String version = folder.card().version();
    if (scorer.scaling().kind() == InputScaling.Kind.RAW) {
      try {
        return FileExplainer.of(folder.onnx()).explain(version, row);
      } catch (ModelException e) {
        if (!e.code().equals("EXPLANATION_UNSUPPORTED")) {
          throw e;
        }
      }
    }
    float[][] background = folder.golden().inputs();
    return new KernelShap(this::logOdds, background, features(), COALITIONS, SEED)
        .explain(version, row);
  }

  private double[] logOdds(float[][] rows) {
    double[] odds = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double p = Math.min(1 - LEAST, Math.max(LEAST, probability(rows[i])));
      odds[i] = StrictMath.log(p / (1 - p));
    }
    return odds;
  }

  @Override
  public void close() {
    scorer.close();
  }
}
