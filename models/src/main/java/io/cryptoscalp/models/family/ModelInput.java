package io.cryptoscalp.models.family;

/** What a model file reads; N is the number of rows of a batch, F of features, T of steps. */
public enum ModelInput {
  /** {@code features} float [N, F]. */
  VECTOR,
  /** {@code sequence} float [N, T, F], oldest step first. */
  SEQUENCE,
  /** {@code features} float [N, F] and {@code regime} float [N, 6]. */
  VECTOR_AND_REGIME,
  /**
   * {@code features} float [N, F], and of the K neighbours of each row's instrument, strongest
   * first, {@code neighbours} float [N, K, F] and {@code edges} float [N, K, 4].
   */
  VECTOR_AND_NEIGHBOURS
}
