package io.cryptoscalp.operators.scoring;

/** Why a model's answer is heard or not; the names are stored. */
enum AnswerCode {
  /** It is heard. */
  OK,
  /** Something that the model needs is missing or invalid. */
  MODEL_INPUT_MISSING,
  /** Too much of its input lies outside what it was trained on. */
  MODEL_INPUT_OUT_OF_DISTRIBUTION,
  /** It answered with no probability. */
  MODEL_OUTPUT_INVALID,
  /** Its graph failed on this input. */
  MODEL_RUN_FAILED,
  /** Too many of its answers in a row could not be used; left out until its version changes. */
  MODEL_SUSPENDED,
  /** It was too slow; left out for the cool-down. */
  MODEL_CUT_OFF,
  /** It was accepted once and can no longer be read. */
  MODEL_UNREADABLE;

  /** What the row of {@code model_answers} says. */
  String text() {
    return this == OK ? "" : name();
  }

  /** True where a guard kept out a model whose input was there. */
  boolean guarded() {
    return this != OK && this != MODEL_INPUT_MISSING && this != MODEL_UNREADABLE;
  }
}
