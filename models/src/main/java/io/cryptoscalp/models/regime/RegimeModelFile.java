package io.cryptoscalp.models.regime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.hmm.HmmStateProfile;
import io.cryptoscalp.engine.regime.hmm.InformationCriterion;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The model of a market as it is kept in a file, with how it came about. Doubles are written with
 * the digits that give the same bits back. k states, d features; matrices lie row by row.
 *
 * @param format version of this layout, 1
 * @param name what it was trained on
 * @param observation what it observes
 * @param initial k probabilities of the first state
 * @param transition k * k probabilities
 * @param means k * d
 * @param covariances k * d * d
 * @param states names and statistics, as they follow from the parameters
 * @param training data and settings
 * @param candidates every number of states that was tried
 * @param golden rows and probabilities that a reader must reproduce
 */
public record RegimeModelFile(
    int format,
    String name,
    ObservationSpec observation,
    double[] initial,
    double[] transition,
    double[] means,
    double[] covariances,
    List<HmmStateProfile> states,
    Training training,
    List<Candidate> candidates,
    Golden golden) {
  static final int FORMAT = 1;

  /** Largest difference of a reproduced probability. */
  private static final double TOLERANCE = 1e-9;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  /**
   * What a model was trained on, and how.
   *
   * @param bars bars read
   * @param intervals intervals from the first to the last
   * @param observations intervals that are not missing
   * @param fromNs start of the first interval, ns since the epoch
   * @param toNs end of the last
   * @param dataHash SHA-256 of the bars
   * @param criterion that decided
   * @param seed of the starts
   * @param restarts starts of each number of states
   */
  public record Training(
      int bars,
      int intervals,
      int observations,
      long fromNs,
      long toNs,
      String dataHash,
      InformationCriterion criterion,
      long seed,
      int restarts) {}

  /**
   * A number of states that was tried.
   *
   * @param states number of states
   * @param logLikelihood of the training series, nats
   * @param parameters free parameters
   * @param aic Akaike's criterion; of each the lowest is preferred
   * @param bic Schwarz's
   * @param hq Hannan and Quinn's
   * @param iterations of the training
   * @param converged whether it had converged
   * @param rarestStateRows expected observations of the rarest state
   */
  public record Candidate(
      int states,
      double logLikelihood,
      int parameters,
      double aic,
      double bic,
      double hq,
      int iterations,
      boolean converged,
      double rarestStateRows) {}

  /**
   * Rows and the filter's answers.
   *
   * @param rows d values each
   * @param probabilities k each
   */
  public record Golden(double[] rows, double[] probabilities) {}

  /** UTF-8 JSON, indented, with a newline at its end. */
  public byte[] json() {
    try {
      String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record can always be written", e);
    }
  }

  /**
   * Reads a file's bytes and checks that they hold together.
   *
   * @throws ModelException {@code REGIME_MODEL_INVALID} when it is no such file, its parameters are
   *     no model, its states are not those of the parameters, or the golden rows give other
   *     probabilities
   */
  public static RegimeModelFile read(byte[] json) {
    RegimeModelFile file;
    try {
      file = MAPPER.readValue(json, RegimeModelFile.class);
    } catch (IOException e) {
      throw invalid("reason=" + e.getMessage().lines().findFirst().orElse(""), e);
    }
    if (file == null || file.format != FORMAT) {
      throw invalid("format=" + (file == null ? "none" : file.format), null);
    }
    file.check();
    return file;
  }

  private void check() {
    HmmModel chain;
    try {
      chain = chain();
      model("");
    } catch (IllegalArgumentException e) {
      throw invalid("reason=" + e.getMessage(), e);
    }
    if (!HmmStateProfile.of(chain).equals(states)) {
      throw invalid("states=" + states + " ofItsParameters=" + HmmStateProfile.of(chain), null);
    }
    if (golden.rows.length == 0 || golden.rows.length % chain.dimensions() != 0) {
      throw invalid("goldenRows=" + golden.rows.length, null);
    }
    double[] got = RegimeFitter.filtered(chain, golden.rows);
    if (got.length != golden.probabilities.length) {
      throw invalid("goldenProbabilities=" + golden.probabilities.length, null);
    }
    for (int i = 0; i < got.length; i++) {
      if (!(Math.abs(got[i] - golden.probabilities[i]) <= TOLERANCE)) {
        throw invalid(
            "golden=" + i + " expected=" + golden.probabilities[i] + " got=" + got[i], null);
      }
    }
  }

  private HmmModel chain() {
    return new HmmModel(
        initial.length, observation.dimensions(), initial, transition, means, covariances);
  }

  /**
   * The model for serving.
   *
   * @param version of the file
   */
  public MarkovModel model(String version) {
    return new MarkovModel(name, version, observation, chain(), states);
  }

  private static ModelException invalid(
      String detail, @org.jspecify.annotations.Nullable Exception cause) {
    return cause == null
        ? new ModelException("REGIME_MODEL_INVALID", detail)
        : new ModelException("REGIME_MODEL_INVALID", detail, cause);
  }
}
