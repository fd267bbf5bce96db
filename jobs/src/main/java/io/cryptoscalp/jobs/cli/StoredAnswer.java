package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.explain.AnswerParts;
import org.jspecify.annotations.Nullable;

/**
 * What ClickHouse keeps of one model's part in a decision.
 *
 * @param model name
 * @param version version
 * @param probability its answer
 * @param share its share in the log odds of the decision
 * @param inputs what it was given; null where that was not kept
 * @param terms what its answer was made of; null where nobody said
 */
record StoredAnswer(
    String model,
    String version,
    double probability,
    double share,
    @Nullable Inputs inputs,
    @Nullable Terms terms) {

  /**
   * The row that the model's graph was given.
   *
   * @param sha256 digest of the model file that answered, hex
   * @param row the numbers
   * @param digest of the bytes, as it was written with them
   * @param got digest of the bytes that are there
   */
  record Inputs(String sha256, float[] row, String digest, String got) {}

  /**
   * The stored row of an explanation.
   *
   * @param top the terms that were kept, of how many it was asked for
   * @param runs budget that it had
   */
  record Terms(
      String method,
      String code,
      double logOdds,
      double base,
      AnswerParts.Top top,
      int runs,
      int count) {}
}
