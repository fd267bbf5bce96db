package io.cryptoscalp.operators.explain;

import io.cryptoscalp.engine.event.DecisionEvidence;
import io.cryptoscalp.engine.event.DecisionEvidence.Voice;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.explain.AnswerParts;
import io.cryptoscalp.models.explain.ModelExplainer;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.operators.results.ExplanationRows;
import io.cryptoscalp.operators.results.ResultRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the rows of a decision: what each of its models was given, and what its answer is made of.
 * Models are opened when first asked and stay open; the one not asked for longest is closed when
 * there are too many. Belongs to one thread at a time.
 */
final class DecisionExplainer implements AutoCloseable {
  /** Code of what was kept without being explained. */
  static final String DROPPED = "EXPLANATION_DROPPED";

  private static final Logger LOG = LoggerFactory.getLogger(DecisionExplainer.class);
  private static final int MOST_OPEN = 32;
  private static final double TOLERANCE = 1e-5;
  private static final double CLIP = 1e-6;

  private final FeatureLayout layout;
  private final ModelTrust trust;
  private final ExplainOptions options;
  private final ExplanationRows rows = new ExplanationRows();
  private final Map<String, Opened> opened = new LinkedHashMap<>(16, 0.75f, true);

  /** A model that is open: what turns snapshots into its rows, and what explains them. */
  private record Opened(ScoringSession session, ModelExplainer explainer) {
    void close() {
      session.close();
      explainer.close();
    }
  }

  DecisionExplainer(FeatureLayout layout, ModelTrust trust, ExplainOptions options) {
    this.layout = layout;
    this.trust = trust;
    this.options = options;
  }

  /**
   * The rows of a decision.
   *
   * @param decision with its evidence
   * @param whole whether its answers are taken apart; else its inputs alone are kept
   */
  List<ResultRow> explain(DecisionToExplain decision, boolean whole) {
    DecisionEvidence evidence = decision.scored().evidence();
    if (evidence == null) {
      return List.of();
    }
    Prediction prediction = decision.scored().prediction();
    ExplanationRows.Decision of =
        new ExplanationRows.Decision(
            prediction, decision.intents(), options.terms(), options.runs());
    List<ResultRow> made = new ArrayList<>();
    List<AnswerParts> answers = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (Voice voice : evidence.voices()) {
      AnswerParts parts = parts(prediction, evidence.asked(), voice, whole, made);
      made.add(rows.model(of, voice, parts));
      answers.add(parts);
      shares.add(voice.share());
    }
    AnswerParts together = AnswerParts.together(answers, shares);
    made.add(rows.decision(of, whole ? together : AnswerParts.whole(together.logOdds(), DROPPED)));
    return made;
  }

  private AnswerParts parts(
      Prediction prediction,
      FeatureSnapshot asked,
      Voice voice,
      boolean whole,
      List<ResultRow> made) {
    try {
      Opened model = open(voice.command());
      if (!model.session.put(0, asked)) {
        return AnswerParts.whole(logOdds(voice.probabilityUp()), "EXPLANATION_INPUT_MISSING");
      }
      float[] row = model.session.inputs(0);
      made.add(rows.inputs(prediction, voice, model.explainer.shape(), row));
      if (!whole) {
        return AnswerParts.whole(logOdds(voice.probabilityUp()), DROPPED);
      }
      double again = model.explainer.probability(row);
      return Math.abs(again - voice.probabilityUp()) <= TOLERANCE
          ? model.explainer.explain(row)
          : AnswerParts.whole(logOdds(voice.probabilityUp()), "EXPLANATION_DIFFERS");
    } catch (ModelException e) {
      return AnswerParts.whole(logOdds(voice.probabilityUp()), e.code());
    } catch (RuntimeException e) { // a graph that nobody foresaw must not take the job down
      LOG.warn("explaining {} failed", voice.command(), e);
      return AnswerParts.whole(logOdds(voice.probabilityUp()), "EXPLANATION_FAILED");
    }
  }

  /** As the ensemble takes them. */
  private static double logOdds(double probability) {
    double p = Math.min(Math.max(probability, CLIP), 1 - CLIP);
    return StrictMath.log(p / (1 - p));
  }

  private Opened open(ModelCommand command) {
    String key = command.uri() + ' ' + command.sha256();
    Opened found = opened.get(key);
    if (found != null) {
      return found;
    }
    ModelFolder folder = ModelFolder.of(command.uri());
    ScoringSession session = ScoringSession.open(folder, command.sha256(), layout, 1, trust);
    try {
      ModelExplainer explainer =
          ModelExplainer.open(folder, command.sha256(), trust, options.runs());
      found = new Opened(session, explainer);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
    opened.put(key, found);
    if (opened.size() > MOST_OPEN) {
      String eldest = opened.keySet().iterator().next();
      Opened closed = opened.remove(eldest);
      if (closed != null) {
        closed.close();
      }
    }
    return found;
  }

  @Override
  public void close() {
    opened.values().forEach(Opened::close);
    opened.clear();
  }
}
