package io.cryptoscalp.models.training;

import io.cryptoscalp.models.ModelException;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;

/**
 * Logistic regression with an L2 penalty by Newton's method with step halving (Hastie, Tibshirani,
 * Friedman, The Elements of Statistical Learning, 2nd ed., 4.4.1). The penalised loss is strictly
 * convex, so there is one answer and no seed: equal input gives equal bits. The bias is not
 * penalised.
 */
public final class LogisticNewton {
  private static final int MAX_STEPS = 100;
  private static final int MAX_HALVINGS = 30;
  private static final double TOLERANCE = 1e-10;

  private final double[][] inputs;
  private final boolean[] up;
  private final double l2;
  private final double[] rowWeight;
  private final int size;

  /**
   * A fit to make.
   *
   * @param inputs standardised rows
   * @param up labels
   * @param l2 penalty per unit of weight
   * @param upWeight weight of a row that rose
   * @param downWeight weight of a row that fell
   */
  LogisticNewton(double[][] inputs, boolean[] up, double l2, double upWeight, double downWeight) {
    this(inputs, up, l2, weights(up, upWeight, downWeight));
  }

  /**
   * A fit to make.
   *
   * @param inputs standardised rows, at least one
   * @param up labels
   * @param l2 penalty per unit of weight, positive
   * @param rowWeight weight of each row, mean about 1
   */
  public LogisticNewton(double[][] inputs, boolean[] up, double l2, double[] rowWeight) {
    this.inputs = inputs;
    this.up = up;
    this.l2 = l2;
    this.rowWeight = rowWeight;
    this.size = inputs[0].length + 1;
  }

  private static double[] weights(boolean[] up, double upWeight, double downWeight) {
    double[] weights = new double[up.length];
    for (int r = 0; r < up.length; r++) {
      weights[r] = up[r] ? upWeight : downWeight;
    }
    return weights;
  }

  /**
   * The weights in column order, then the bias.
   *
   * @throws ModelException {@code TRAINING_NOT_CONVERGED} or {@code TRAINING_SINGULAR}
   */
  public double[] fit() {
    double[] weights = new double[size];
    double loss = loss(weights);
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] direction = newtonStep(weights);
      double scale = 1;
      double[] next = moved(weights, direction, scale);
      double nextLoss = loss(next);
      for (int halving = 0; nextLoss > loss && halving < MAX_HALVINGS; halving++) {
        scale /= 2;
        next = moved(weights, direction, scale);
        nextLoss = loss(next);
      }
      if (!(nextLoss <= loss)) {
        return weights; // no step improves: at the minimum to machine precision
      }
      boolean done = loss - nextLoss <= TOLERANCE * (Math.abs(loss) + TOLERANCE);
      weights = next;
      loss = nextLoss;
      if (done) {
        return weights;
      }
    }
    throw new ModelException("TRAINING_NOT_CONVERGED", "steps=" + MAX_STEPS + " loss=" + loss);
  }

  private static double[] moved(double[] from, double[] direction, double scale) {
    double[] to = new double[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i] - scale * direction[i];
    }
    return to;
  }

  private double logOdds(double[] weights, double[] row) {
    double sum = weights[size - 1];
    for (int i = 0; i < row.length; i++) {
      sum += weights[i] * row[i];
    }
    return sum;
  }

  private double loss(double[] weights) {
    double loss = 0;
    for (int r = 0; r < inputs.length; r++) {
      double odds = logOdds(weights, inputs[r]);
      double signed = up[r] ? -odds : odds;
      // log(1 + e^x) without overflow
      double softplus = Math.max(signed, 0) + Math.log1p(Math.exp(-Math.abs(signed)));
      loss += rowWeight[r] * softplus;
    }
    double penalty = 0;
    for (int i = 0; i < size - 1; i++) {
      penalty += weights[i] * weights[i];
    }
    return loss / inputs.length + l2 * penalty / 2;
  }

  private double[] newtonStep(double[] weights) {
    double[] gradient = new double[size];
    double[][] curvature = new double[size][size];
    for (int r = 0; r < inputs.length; r++) {
      accumulate(weights, r, gradient, curvature);
    }
    for (int i = 0; i < size; i++) {
      gradient[i] /= inputs.length;
      for (int j = 0; j <= i; j++) {
        curvature[i][j] /= inputs.length;
        curvature[j][i] = curvature[i][j];
      }
    }
    for (int i = 0; i < size - 1; i++) {
      gradient[i] += l2 * weights[i];
      curvature[i][i] += l2;
    }
    curvature[size - 1][size - 1] += 1e-12; // saturated probabilities leave the bias no curvature
    return DenseMatrix.createDenseMatrix(curvature)
        .choleskyFactorization()
        .orElseThrow(
            () -> new ModelException("TRAINING_SINGULAR", "columns=" + (size - 1) + " l2=" + l2))
        .solve(DenseVector.createDenseVector(gradient))
        .toArray();
  }

  private void accumulate(double[] weights, int r, double[] gradient, double[][] curvature) {
    double[] row = inputs[r];
    double p = 1 / (1 + Math.exp(-logOdds(weights, row)));
    double residual = rowWeight[r] * (p - (up[r] ? 1 : 0));
    double bend = rowWeight[r] * p * (1 - p);
    for (int i = 0; i < row.length; i++) {
      gradient[i] += residual * row[i];
      double bent = bend * row[i];
      double[] line = curvature[i];
      for (int j = 0; j <= i; j++) {
        line[j] += bent * row[j];
      }
      curvature[size - 1][i] += bent;
    }
    gradient[size - 1] += residual;
    curvature[size - 1][size - 1] += bend;
  }
}
