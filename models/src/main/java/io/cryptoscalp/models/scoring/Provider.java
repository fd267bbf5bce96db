package io.cryptoscalp.models.scoring;

/** An execution provider of ONNX Runtime that models run on. */
public enum Provider {
  /** The machine's processors. */
  CPU,
  /** A CUDA device. */
  CUDA
}
