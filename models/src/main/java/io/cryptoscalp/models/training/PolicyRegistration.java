package io.cryptoscalp.models.training;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.evaluation.policy.PolicyContender;
import io.cryptoscalp.models.evaluation.policy.PolicyFigures;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.policy.MarketPath;
import io.cryptoscalp.models.family.policy.PolicyFamily;
import io.cryptoscalp.models.family.policy.PolicyOutcome;
import io.cryptoscalp.models.family.policy.TradingEnvironment;
import io.cryptoscalp.models.family.policy.TradingTerms;
import io.cryptoscalp.models.family.policy.TrainedPolicy;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.Lineage;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.TensorSpec;
import io.cryptoscalp.models.scoring.InputBounds;
import io.cryptoscalp.models.scoring.RowShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains the policy that is registered: on the first seventy hundredths of the time, the next
 * fifteen choose the round, the rest is traded for the card and gives the rows by which the file is
 * compared with the trainer.
 */
public final class PolicyRegistration {
  private static final double TRAIN = 0.7;
  private static final double VALIDATION = 0.15;
  private static final int CHECKED_ROWS = 2048;

  private PolicyRegistration() {}

  /**
   * What to learn from.
   *
   * @param featureSet id of the catalogue
   * @param names columns of the paths' vectors
   * @param paths stretches of history
   * @param stepNs distance of two rows, ns
   * @param terms costs and reward
   */
  public record Market(
      String featureSet,
      List<String> names,
      List<MarketPath> paths,
      long stepNs,
      TradingTerms terms) {}

  /**
   * What came of it.
   *
   * @param family id
   * @param folder the registered version
   * @param card its card
   * @param exportError largest difference of file and trainer
   */
  public record Result(String family, ModelFolder folder, ModelCard card, double exportError) {}

  /** The three parts of the time. */
  private record Parts(
      List<MarketPath> train, List<MarketPath> validation, List<MarketPath> test) {}

  /**
   * Trains, exports, compares and registers.
   *
   * @param judged the family's row of the walk-forward; null when there was none
   * @throws ModelException coded; nothing is registered then
   */
  public static Result run(
      PolicyFamily family,
      Hyperparameters settings,
      Market market,
      TrainingRun run,
      @Nullable PolicyContender judged,
      ModelRegistry registry,
      FamilyTraining.Request request) {
    Parts parts = parts(market.paths(), request.embargoNs());
    TradingTerms terms = market.terms();
    TrainedPolicy policy = family.train(parts.train, parts.validation, terms, settings, run);
    byte[] onnx = policy.onnx(header(family.id(), market, parts.train));
    float[][] rows = observations(policy, parts.test, terms);
    SeveralAnswers.Found found = SeveralAnswers.of(onnx, rows, policy.probabilities(copy(rows)));
    PolicyOutcome test = policy.evaluate(parts.test, terms, Integer.MAX_VALUE / 2);
    String digest = Sha256.hex(onnx);
    SortedMap<String, Double> metrics = new TreeMap<>(policy.figures());
    metrics.put("export_max_difference", found.worst());
    ModelCard card =
        ModelCard.builder(
                family.id(), ModelRegistry.versionName(request.createdAt(), digest), digest)
            .kind(family.id(), "policy")
            .features(market.featureSet(), market.names())
            .horizonNs(market.stepNs())
            .dataHash(MarketPath.hash(market.paths()))
            .hyperparameters(settings(settings, terms))
            .metrics(metrics)
            .split("train", rows(parts.train), Map.of())
            .split("validation", rows(parts.validation), Map.of())
            .split("test", rows(parts.test), figures(test))
            .split("walk_forward", rows(judged), walkForward(judged))
            .classBalance(Map.of())
            .graph(
                OnnxGraph.OPSET,
                List.of(
                    TensorSpec.float32(OnnxHeader.FEATURES, TensorSpec.ANY, market.names().size()),
                    TensorSpec.float32(OnnxHeader.POSITION, TensorSpec.ANY, RowShape.POSITION)),
                List.of(
                    TensorSpec.float32(
                        "action_probabilities", TensorSpec.ANY, TradingEnvironment.ACTIONS)))
            .lineage(new Lineage(null, "train-" + request.createdAt(), request.source()))
            .warnings(warnings(judged))
            .made(request.codeVersion(), request.licence(), request.createdAt())
            .build();
    ModelFolder folder = registry.register(card, onnx, found.golden());
    return new Result(family.id(), folder, card, found.worst());
  }

  private static Parts parts(List<MarketPath> paths, long embargoNs) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (MarketPath path : paths) {
      first = Math.min(first, path.timesNs()[0]);
      last = Math.max(last, path.timesNs()[path.rows() - 1] + 1);
    }
    long middle = first + (long) ((last - first) * TRAIN);
    long end = first + (long) ((last - first) * (TRAIN + VALIDATION));
    Parts parts =
        new Parts(
            MarketPath.between(paths, first, middle - embargoNs),
            MarketPath.between(paths, middle, end - embargoNs),
            MarketPath.between(paths, end, last));
    if (parts.test.isEmpty()) {
      throw new ModelException("TRAINING_TOO_FEW_ROWS", "test=0 paths=" + paths.size());
    }
    return parts;
  }

  private static OnnxHeader header(String family, Market market, List<MarketPath> train) {
    List<float[]> vectors = new ArrayList<>();
    for (MarketPath path : train) {
      vectors.addAll(Arrays.asList(path.vectors()));
    }
    SortedMap<String, String> extra = new TreeMap<>();
    extra.put(InputBounds.KEY, InputBounds.text(vectors.toArray(float[][]::new)));
    extra.put(OnnxHeader.SLIPPAGE_BPS, Double.toString(market.terms().slippageBps()));
    return new OnnxHeader(
        family,
        OnnxHeader.Task.POLICY,
        market.featureSet(),
        market.names(),
        1,
        market.stepNs(),
        market.stepNs(),
        extra);
  }

  /** What the policy sees while it trades the first path of the test part. */
  private static float[][] observations(
      TrainedPolicy policy, List<MarketPath> test, TradingTerms terms) {
    TradingEnvironment environment = new TradingEnvironment(test.get(0), terms);
    int count = Math.min(CHECKED_ROWS, test.get(0).rows() - 1);
    float[][] rows = new float[count][environment.width()];
    try (TrainedPolicy.Actor actor = policy.actor()) {
      for (int i = 0; i < count; i++) {
        environment.observe(rows[i], 0);
        environment.step(actor.act(rows[i].clone(), rows[i].length)[0]);
      }
    }
    return rows;
  }

  private static float[][] copy(float[][] rows) {
    float[][] copies = new float[rows.length][];
    Arrays.setAll(copies, i -> rows[i].clone());
    return copies;
  }

  private static SortedMap<String, String> settings(Hyperparameters settings, TradingTerms terms) {
    SortedMap<String, String> names = new TreeMap<>(settings.byName());
    names.put("notional", Double.toString(terms.notional()));
    names.put("half_spread_bps", Double.toString(terms.halfSpreadBps()));
    names.put("slippage_bps", Double.toString(terms.slippageBps()));
    names.put("risk_aversion", Double.toString(terms.riskAversion()));
    names.put("drawdown_penalty", Double.toString(terms.drawdownPenalty()));
    return names;
  }

  private static SortedMap<String, Double> figures(PolicyOutcome outcome) {
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put("reward_bps", outcome.reward());
    figures.put("profit", outcome.profit());
    figures.put("max_drawdown", outcome.worstDrawdown());
    figures.put("fills", outcome.fills());
    figures.put("fees", outcome.fees());
    return figures;
  }

  private static int rows(List<MarketPath> paths) {
    int rows = 0;
    for (MarketPath path : paths) {
      rows += path.rows();
    }
    return rows;
  }

  private static int rows(@Nullable PolicyContender judged) {
    return judged == null ? 0 : (int) judged.figures().get(0).rows();
  }

  private static SortedMap<String, Double> walkForward(@Nullable PolicyContender judged) {
    SortedMap<String, Double> figures = new TreeMap<>();
    if (judged != null) {
      figures.put("net_return", judged.mean(PolicyFigures::net));
      figures.put("net_return_between_seeds", judged.spread(PolicyFigures::net));
      figures.put("sharpe", judged.mean(PolicyFigures::sharpe));
      figures.put("max_drawdown", judged.mean(PolicyFigures::maxDrawdown));
      figures.put("turnover", judged.mean(PolicyFigures::turnover));
      figures.put("seeds", (double) judged.seeds().size());
    }
    return figures;
  }

  private static List<String> warnings(@Nullable PolicyContender judged) {
    if (judged != null && judged.verdict().equals("PROFIT")) {
      return List.of();
    }
    String detail =
        judged == null
            ? "not judged by walk-forward"
            : String.format(
                Locale.ROOT,
                "net=%.5f betweenSeeds=%.5f verdict=%s",
                judged.mean(PolicyFigures::net),
                judged.spread(PolicyFigures::net),
                judged.verdict());
    return List.of(ModelCard.NO_SKILL + ": " + detail);
  }
}
