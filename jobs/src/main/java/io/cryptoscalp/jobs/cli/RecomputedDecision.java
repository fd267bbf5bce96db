package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.explain.AnswerParts;
import io.cryptoscalp.models.explain.ModelExplainer;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelTrust;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A decision made again from what was stored and the registered versions, and how it differs from
 * what was stored: each finding is a code with its figures.
 */
final class RecomputedDecision {
  /** Largest difference of a recomputed probability. */
  static final double PROBABILITY_TOLERANCE = 1e-5;

  /** Largest difference of a term that is computed in double precision, log odds. */
  static final double EXACT_TOLERANCE = 1e-9;

  /** Largest difference of a term that is computed by runs of a model, log odds. */
  static final double RUN_TOLERANCE = 1e-3;

  private static final int USUAL_RUNS = 4096;
  private static final double CLIP = 1e-6; // of the ensemble's log odds

  private final StoredDecision decision;
  private final List<Answer> answers = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private AnswerParts together = AnswerParts.whole(0, "");
  private double probability;

  /** One model's answer made again. */
  record Answer(StoredAnswer stored, double probability, AnswerParts parts) {}

  private RecomputedDecision(StoredDecision decision) {
    this.decision = decision;
  }

  /**
   * Makes a decision again.
   *
   * @throws io.cryptoscalp.models.ModelException when a version is not in the registry or its files
   *     are not what was registered
   * @throws CliException {@code FEATURE_NOT_STORED}, {@code DECISION_NOT_STORED}
   */
  static RecomputedDecision of(
      StoredDecision decision, ModelRegistry registry, ModelTrust trust, int runs) {
    RecomputedDecision made = new RecomputedDecision(decision);
    for (StoredAnswer answer : decision.answers()) {
      made.answer(answer, registry, trust, runs);
    }
    made.together();
    return made;
  }

  private void answer(StoredAnswer stored, ModelRegistry registry, ModelTrust trust, int runs) {
    ModelFolder folder = registry.folder(name(registry, stored), stored.version());
    String sha256 = folder.card().sha256();
    StoredAnswer.Inputs inputs = stored.inputs();
    String model = "model=" + stored.model() + " version=" + stored.version();
    if (inputs != null && !inputs.sha256().equals(sha256)) {
      findings.add("MODEL_CHANGED: " + model + " stored=" + inputs.sha256() + " got=" + sha256);
    }
    if (inputs != null && !inputs.digest().equals(inputs.got())) {
      findings.add(
          "INPUTS_CHANGED: " + model + " stored=" + inputs.digest() + " got=" + inputs.got());
    }
    StoredAnswer.Terms terms = stored.terms();
    int budget = runs > 0 ? runs : terms == null ? USUAL_RUNS : terms.runs();
    try (ModelExplainer explainer = ModelExplainer.open(folder, sha256, trust, budget)) {
      float[] row = inputs == null ? row(stored, explainer) : inputs.row();
      if (row.length != explainer.shape().width()) { // the digest has said so already
        answers.add(new Answer(stored, Double.NaN, AnswerParts.whole(0, "INPUTS_CHANGED")));
        return;
      }
      double again = explainer.probability(row);
      if (!(Math.abs(again - stored.probability()) <= PROBABILITY_TOLERANCE)) {
        findings.add(
            "ANSWER_DIFFERS: " + model + " stored=" + stored.probability() + " got=" + again);
      }
      AnswerParts parts = explainer.explain(row);
      answers.add(new Answer(stored, again, parts));
      if (terms != null && (runs == 0 || runs == terms.runs())) {
        compare(model, terms, parts);
      }
    }
  }

  /** A fallback stands under a name of its own, beside its model's. */
  private static String name(ModelRegistry registry, StoredAnswer answer) {
    String suffix = "-fallback";
    boolean own = registry.models().contains(answer.model());
    return own || !answer.model().endsWith(suffix)
        ? answer.model()
        : answer.model().substring(0, answer.model().length() - suffix.length());
  }

  /** From the vector of the snapshot, for a model that takes it as it is. */
  private float[] row(StoredAnswer stored, ModelExplainer explainer) {
    List<String> features = explainer.features();
    if (!explainer.takesPlainVectors()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "DECISION_NOT_STORED: table=decision_inputs model="
              + stored.model()
              + " version="
              + stored.version());
    }
    float[] row = new float[features.size()];
    for (int i = 0; i < row.length; i++) {
      Double value = decision.values().get(features.get(i));
      if (value == null) {
        throw new CliException(
            ExitCodes.CONFIGURATION, "FEATURE_NOT_STORED: feature=" + features.get(i));
      }
      row[i] = value.floatValue();
    }
    return row;
  }

  /** Whether stored terms are those that come out again; such as were never made are not. */
  private void compare(String model, StoredAnswer.Terms stored, AnswerParts parts) {
    if (!stored.code().isEmpty()) {
      return;
    }
    if (!stored.method().equals(parts.method())) {
      findings.add(
          "TERMS_DIFFER: "
              + model
              + " method stored="
              + stored.method()
              + " got="
              + parts.method());
      return;
    }
    boolean exact = parts.method().equals("TREE_SHAP") || parts.method().equals("LINEAR_SHAP");
    double tolerance = exact ? EXACT_TOLERANCE : RUN_TOLERANCE;
    AnswerParts.Top top = parts.top(stored.count());
    check(model, "base", stored.base(), parts.base(), tolerance);
    if (stored.top().features().size() != top.features().size()) {
      findings.add(
          "TERMS_DIFFER: "
              + model
              + " terms stored="
              + stored.top().features().size()
              + " got="
              + top.features().size());
      return;
    }
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < parts.features().size(); i++) {
      columns.put(parts.features().get(i), i);
    }
    double sum = parts.base() + parts.gap();
    for (int i = 0; i < stored.top().features().size(); i++) {
      String feature = stored.top().features().get(i);
      Integer column = columns.get(feature);
      double got = column == null ? Double.NaN : parts.contributions().get(column);
      check(model, feature, stored.top().contributions().get(i), got, tolerance);
      double value = column == null ? Double.NaN : parts.values().get(column);
      check(model, "value of " + feature, stored.top().values().get(i), value, 0);
      sum += got;
    }
    check(model, "rest", stored.top().rest(), parts.logOdds() - sum, 10 * tolerance);
  }

  private void check(String model, String what, double stored, double got, double tolerance) {
    if (!(Math.abs(stored - got) <= tolerance * Math.max(1, Math.abs(got)))) {
      findings.add("TERMS_DIFFER: " + model + " " + what + " stored=" + stored + " got=" + got);
    }
  }

  private void together() {
    List<AnswerParts> parts = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    double odds = 0;
    for (Answer answer : answers) {
      parts.add(answer.parts);
      shares.add(answer.stored.share());
      double p = Math.min(Math.max(answer.probability, CLIP), 1 - CLIP);
      odds += answer.stored.share() * Math.log(p / (1 - p));
    }
    together = AnswerParts.together(parts, shares);
    probability = answers.size() == 1 ? answers.get(0).probability : 1 / (1 + Math.exp(-odds));
    if (!(Math.abs(probability - decision.probability()) <= PROBABILITY_TOLERANCE)) {
      findings.add("DECISION_DIFFERS: stored=" + decision.probability() + " got=" + probability);
    }
    StoredAnswer.Terms terms = decision.terms();
    boolean sameBudget =
        terms != null
            && decision.answers().stream()
                .allMatch(a -> a.terms() != null && a.terms().code().isEmpty());
    if (terms != null && sameBudget && findings.isEmpty()) {
      compare("model=" + decision.model(), terms, together);
    }
  }

  /** Its models' answers, in order of names. */
  List<Answer> answers() {
    return answers;
  }

  /** What all together are made of. */
  AnswerParts parts() {
    return together;
  }

  /** The answer of all together. */
  double probability() {
    return probability;
  }

  /** How it differs from what was stored; nothing when it agrees. */
  List<String> findings() {
    return findings;
  }
}
