package io.cryptoscalp.models.explain;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scaling.InputScaling;
import io.cryptoscalp.models.scoring.RowScorer;
import io.cryptoscalp.models.scoring.RowShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answers of a registered model apart, whatever its family, given the row that its graph
 * was given: scaled, with all steps of its sequence and the probabilities of the regimes.
 *
 * <ul>
 *   <li>trees and linear models exactly, by {@link FileExplainer};
 *   <li>networks over sequences by integrated gradients, {@link NetFileExplainer}, where the budget
 *       of runs allows and the parts add up within it;
 *   <li>anything else by {@link KernelShap} with golden rows as background; the steps of a feature
 *       are known or not known together, a feature of all neighbours and all edges too; each regime
 *       is by itself.
 * </ul>
 *
 * <p>Which method is taken, and every number, follows from the file, the row and the budget alone.
 * Not thread-safe.
 */
public final class ModelExplainer implements AutoCloseable {
  /** Prefix of the names of regimes among the features. */
  public static final String REGIME_PREFIX = "regime.";

  /** Prefix of the names of what all neighbours have of a feature. */
  public static final String NEIGHBOURS_PREFIX = "neighbours.";

  /** Name of all edges to neighbours together. */
  public static final String EDGES = "edges";

  private static final int MOST_BACKGROUND = 8;
  private static final long SEED = 1;
  private static final double CLIP = 1e-7;

  private final ModelFolder folder;
  private final RowScorer scorer;
  private final String version;
  private final int runs;
  private final List<String> players;
  private final int[] player; // of each column of the row
  private final int[] shown; // the column whose value stands for a player
  private final @Nullable FileExplainer exact;
  private final @Nullable NetFileExplainer net;

  private ModelExplainer(ModelFolder folder, RowScorer scorer, byte[] onnx, int runs) {
    this.folder = folder;
    this.scorer = scorer;
    this.version = folder.card().version();
    this.runs = runs;
    RowShape shape = scorer.shape();
    int features = scorer.features().size();
    players = players(scorer);
    player = new int[shape.width()];
    shown = new int[players.size()];
    int regimes = features + shape.regimes();
    for (int column = player.length - 1; column >= 0; column--) { // the strongest neighbour is left
      if (column >= shape.edgesAt()) {
        player[column] = players.size() - 1;
      } else if (column >= shape.neighboursAt()) {
        player[column] = regimes + (column - shape.neighboursAt()) % features;
      } else if (column >= shape.regimesAt()) {
        player[column] = features + column - shape.regimesAt();
      } else {
        player[column] = column % features;
      }
      boolean newest = column >= shape.regimesAt() - features;
      shown[player[column]] = newest ? column : shown[player[column]];
    }
    exact = player.length == features ? exact(onnx) : null;
    net = exact == null && shape.steps() * features == player.length ? net(onnx) : null;
  }

  /** Features, regimes, the features of all neighbours together, and all edges together. */
  private static List<String> players(RowScorer scorer) {
    List<String> players = new ArrayList<>(scorer.features());
    for (int i = 0; i < scorer.shape().regimes(); i++) {
      players.add(REGIME_PREFIX + Regime.ofCode(i).name());
    }
    if (scorer.shape().neighbours() > 0) {
      for (String feature : scorer.features()) {
        players.add(NEIGHBOURS_PREFIX + feature);
      }
      players.add(EDGES);
    }
    return players;
  }

  private static @Nullable FileExplainer exact(byte[] onnx) {
    return orNone(() -> FileExplainer.of(onnx));
  }

  private static @Nullable NetFileExplainer net(byte[] onnx) {
    return orNone(() -> NetFileExplainer.open(onnx));
  }

  /** Null where a file is of another kind; anything else that is wrong with it is thrown on. */
  private static <T> @Nullable T orNone(Supplier<T> opened) {
    try {
      return opened.get();
    } catch (ModelException e) {
      if (e.code().equals("EXPLANATION_UNSUPPORTED")) {
        return null;
      }
      throw e;
    }
  }

  /**
   * Opens a version.
   *
   * @param version its folder
   * @param sha256 digest that its file must have, hex
   * @param trust whose signatures count
   * @param runs about how many runs of the model an answer may take, at least 1
   * @throws ModelException as {@link RowScorer#open(byte[], String, String)} and {@link
   *     ModelFolder#verified}, and {@code EXPLANATION_UNSUPPORTED} for a model that does not answer
   *     with a direction
   */
  public static ModelExplainer open(
      ModelFolder version, String sha256, ModelTrust trust, int runs) {
    ModelFolder folder = version.verified(trust);
    byte[] onnx = folder.onnx();
    RowScorer scorer = RowScorer.open(onnx, folder.path().toString(), sha256);
    try {
      if (!scorer.answer().isDirection()) {
        throw new ModelException("EXPLANATION_UNSUPPORTED", "answer=" + scorer.answer().name());
      }
      return new ModelExplainer(folder, scorer, onnx, runs);
    } catch (RuntimeException e) {
      scorer.close();
      throw e;
    }
  }

  /** What a row is made of. */
  public RowShape shape() {
    return scorer.shape();
  }

  /** Whether its row is the vector of a snapshot as it is, neither scaled nor with a history. */
  public boolean takesPlainVectors() {
    return scorer.scaling().kind() == InputScaling.Kind.RAW && player.length == shape().vector();
  }

  /** Names of the columns of the vector, or of each step. */
  public List<String> features() {
    return scorer.features();
  }

  /**
   * The model's answer to a row, rounded as the stream does.
   *
   * @throws ModelException {@code EXPLANATION_INVALID} for a row of another width or without answer
   */
  public double probability(float[] row) {
    return Math.rint(number(row) * 1e6) / 1e6;
  }

  private float number(float[] row) {
    float number = row.length == player.length ? scorer.number(row) : Float.NaN;
    if (!Float.isFinite(number)) {
      throw new ModelException(
          "EXPLANATION_INVALID", "columns=" + player.length + " got=" + row.length + " finite");
    }
    return number;
  }

  /** Log odds of the answer to a row, from the number as the model gave it. */
  private double logOdds(float[] row) {
    double p = Math.min(1 - CLIP, Math.max(CLIP, number(row)));
    return StrictMath.log(p / (1 - p));
  }

  /**
   * Takes the answer to a row apart.
   *
   * @throws ModelException {@code EXPLANATION_INVALID} as {@link #probability}, {@code
   *     EXPLANATION_BUDGET} when no method gets by with so few runs, {@code EXPLANATION_SINGULAR}
   */
  public AnswerParts explain(float[] row) {
    double logOdds = logOdds(row);
    Explanation parts = parts(row);
    List<Double> values = new ArrayList<>();
    for (int column : shown) {
      values.add((double) row[column]);
    }
    String method = parts.method().name();
    return new AnswerParts(
        logOdds, method, "", parts.base(), parts.features(), values, parts.contributions());
  }

  private Explanation parts(float[] row) {
    if (exact != null) {
      return exact.explain(version, row);
    }
    if (net != null && net.leastRuns() <= runs) {
      try {
        return net.explain(version, row, runs / (2 * players.size()));
      } catch (ModelException e) {
        if (!e.code().equals("EXPLANATION_INCOMPLETE")) {
          throw e;
        }
      }
    }
    return sampled(row);
  }

  private Explanation sampled(float[] row) {
    float[][] golden = folder.golden().inputs();
    int count = Math.min(golden.length, MOST_BACKGROUND);
    count = Math.min(count, runs / (2 * players.size()));
    if (count == 0 || players.size() < 2) {
      throw new ModelException("EXPLANATION_BUDGET", "runs=" + runs + " terms=" + players.size());
    }
    float[][] background = Arrays.copyOf(golden, count);
    return new KernelShap(this::logOdds, background, players, player, runs / count, SEED)
        .explain(version, row);
  }

  private double[] logOdds(float[][] rows) {
    double[] odds = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      odds[i] = logOdds(rows[i]);
    }
    return odds;
  }

  @Override
  public void close() {
    scorer.close();
    if (net != null) {
      net.close();
    }
  }
}
