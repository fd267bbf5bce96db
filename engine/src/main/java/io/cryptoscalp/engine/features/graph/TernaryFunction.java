package io.cryptoscalp.engine.features.graph;

/** A function of three doubles. */
@FunctionalInterface
public interface TernaryFunction {
  /** Computes it; NaN where undefined. */
  double apply(double a, double b, double c);
}
