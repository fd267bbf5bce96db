package io.cryptoscalp.models.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer and what it is made of, in log odds of {@code probability_up}: {@code base +
 * sum(contributions) + gap() = logOdds}.
 *
 * @param logOdds of the answer, finite
 * @param method of {@link Explanation.Method}; {@value #SEVERAL} for models that were explained in
 *     different ways, empty where nothing was explained
 * @param code why it was not explained, or not wholly, else empty
 * @param base log odds before anything is known of the row; the answer itself where nothing was
 *     explained
 * @param features names
 * @param values what the model was given of each; of a sequence its newest step
 * @param contributions what each adds
 */
public record AnswerParts(
    double logOdds,
    String method,
    String code,
    double base,
    List<String> features,
    List<Double> values,
    List<Double> contributions) {
  /** Method of an answer of models that were explained in different ways. */
  public static final String SEVERAL = "SEVERAL";

  /** Code of an answer some of whose models could not be explained. */
  public static final String PARTIAL = "EXPLANATION_PARTIAL";

  /** Copies the lists. */
  public AnswerParts {
    features = List.copyOf(features);
    values = List.copyOf(values);
    contributions = List.copyOf(contributions);
  }

  /** An answer that was not taken apart. */
  public static AnswerParts whole(double logOdds, String code) {
    return new AnswerParts(logOdds, "", code, logOdds, List.of(), List.of(), List.of());
  }

  /**
   * The terms that are shown: the largest either way, largest first, what the others add up to, and
   * what the arithmetic of the method left over.
   *
   * @param rest sum of the contributions that are not among the terms
   * @param gap log odds less base, terms and rest
   */
  public record Top(
      List<String> features,
      List<Double> values,
      List<Double> contributions,
      double rest,
      double gap) {}

  /** What is left of the log odds after base and all contributions. */
  public double gap() {
    double sum = base;
    for (double contribution : contributions) {
      sum += contribution;
    }
    return logOdds - sum;
  }

  /** The largest terms, of equal ones the first. */
  public Top top(int count) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> -Math.abs(contributions.get(i))));
    List<String> names = new ArrayList<>();
    List<Double> given = new ArrayList<>();
    List<Double> parts = new ArrayList<>();
    double rest = 0;
    for (int i = 0; i < order.size(); i++) {
      int at = order.get(i);
      if (i < count) {
        names.add(features.get(at));
        given.add(values.get(at));
        parts.add(contributions.get(at));
      } else {
        rest += contributions.get(at);
      }
    }
    return new Top(names, given, parts, rest, gap());
  }

  /**
   * The answer of several models together, whose log odds are the mean of theirs.
   *
   * @param answers of the models
   * @param shares their shares in the mean, which sum to 1
   */
  public static AnswerParts together(List<AnswerParts> answers, List<Double> shares) {
    if (answers.size() == 1) {
      return answers.get(0);
    }
    double logOdds = 0;
    double base = 0;
    String method = "";
    boolean partial = false;
    Map<String, Double> values = new LinkedHashMap<>();
    Map<String, Double> parts = new LinkedHashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      AnswerParts answer = answers.get(i);
      double share = shares.get(i);
      logOdds += share * answer.logOdds;
      base += share * answer.base;
      partial |= !answer.code.isEmpty();
      method = method.isEmpty() || method.equals(answer.method) ? answer.method : SEVERAL;
      for (int k = 0; k < answer.features.size(); k++) {
        String feature = answer.features.get(k);
        values.putIfAbsent(feature, answer.values.get(k));
        parts.merge(feature, share * answer.contributions.get(k), Double::sum);
      }
    }
    return new AnswerParts(
        logOdds,
        method,
        partial ? PARTIAL : "",
        base,
        List.copyOf(parts.keySet()),
        List.copyOf(values.values()),
        List.copyOf(parts.values()));
  }
}
