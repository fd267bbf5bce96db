package io.cryptoscalp.models.selection;

/**
 * A second opinion on a set of features: logistic regression with an L2 penalty, as the baseline
 * model is, on columns standardised and clipped by the training rows, a missing value at the mean.
 * What a forest can use of a feature, a linear model may not, and the other way round.
 *
 * <p>Fitted by Newton's method whose steps are found by conjugate gradients (Lin, Weng and Keerthi,
 * JMLR 9, 2008), so that thousands of columns cost passes over the data and no matrix.
 */
final class LinearJudge {
  /** Penalty on half the squared norm of the weights, per row; that of the baseline. */
  private static final double L2 = 1e-3;

  private static final double CLIP = 8;
  private static final int MOST_STEPS = 30;
  private static final int MOST_GRADIENTS = 60;
  private static final double TOLERANCE = 1e-5;

  private final SelectionData data;
  private final int[] columns;
  private final int[] rows;
  private final double[] mean;
  private final double[] scale;
  private final double[] weights;
  private final double[] logOdds;
  private final double[] probability;

  /**
   * Fits.
   *
   * @param columns features to use
   * @param rows to learn from
   */
  LinearJudge(SelectionData data, int[] columns, int[] rows) {
    this.data = data;
    this.columns = columns;
    this.rows = rows;
    this.mean = new double[columns.length];
    this.scale = new double[columns.length];
    this.weights = new double[columns.length + 1]; // the last is the bias
    this.logOdds = new double[rows.length];
    this.probability = new double[rows.length];
    standardise();
    fit();
  }

  private void standardise() {
    for (int c = 0; c < columns.length; c++) {
      float[] column = data.columns()[columns[c]];
      int count = 0;
      double sum = 0;
      for (int row : rows) {
        if (!Float.isNaN(column[row])) {
          sum += column[row];
          count++;
        }
      }
      mean[c] = count == 0 ? 0 : sum / count;
      double squares = 0;
      for (int row : rows) {
        double distance = Float.isNaN(column[row]) ? 0 : column[row] - mean[c];
        squares += distance * distance;
      }
      double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
      // below single precision of the mean it is rounding
      scale[c] = deviation > 1e-7 * Math.abs(mean[c]) ? deviation : 0;
    }
  }

  private double input(int c, int row) {
    float value = data.columns()[columns[c]][row];
    if (scale[c] == 0 || Float.isNaN(value)) {
      return 0;
    }
    return Math.min(Math.max((value - mean[c]) / scale[c], -CLIP), CLIP);
  }

  private void fit() {
    double[] gradient = new double[weights.length];
    double[] step = new double[weights.length];
    double[] moved = new double[rows.length];
    double loss = loss(logOdds, weights);
    double first = 0;
    for (int i = 0; i < MOST_STEPS; i++) {
      gradient(gradient);
      double norm = Math.sqrt(dot(gradient, gradient));
      first = i == 0 ? norm : first;
      if (norm <= TOLERANCE * first || norm == 0) {
        return;
      }
      direction(gradient, step, norm);
      times(step, moved);
      double next = search(step, moved, loss, dot(gradient, step));
      if (!(next < loss)) {
        return;
      }
      loss = next;
    }
  }

  /**
   * Conjugate gradients on the Newton equations, to a tenth of the gradient (less where it ends).
   */
  private void direction(double[] gradient, double[] step, double norm) {
    double[] residual = new double[step.length];
    double[] search = new double[step.length];
    double[] product = new double[step.length];
    double[] moved = new double[rows.length];
    for (int i = 0; i < step.length; i++) {
      step[i] = 0;
      residual[i] = -gradient[i];
      search[i] = residual[i];
    }
    double squares = dot(residual, residual);
    for (int k = 0; k < MOST_GRADIENTS && Math.sqrt(squares) > 0.1 * norm; k++) {
      times(search, moved);
      for (int r = 0; r < rows.length; r++) {
        moved[r] *= probability[r] * (1 - probability[r]) / rows.length;
      }
      transposed(moved, product);
      penalty(search, product);
      double alpha = squares / dot(search, product);
      for (int i = 0; i < step.length; i++) {
        step[i] += alpha * search[i];
        residual[i] -= alpha * product[i];
      }
      double next = dot(residual, residual);
      for (int i = 0; i < step.length; i++) {
        search[i] = residual[i] + next / squares * search[i];
      }
      squares = next;
    }
  }

  /** Halves the step until the loss falls enough (Armijo); gives the loss there. */
  private double search(double[] step, double[] moved, double loss, double slope) {
    double[] odds = new double[rows.length];
    double[] trial = new double[weights.length];
    for (double share = 1; share > 1e-6; share /= 2) {
      for (int r = 0; r < odds.length; r++) {
        odds[r] = logOdds[r] + share * moved[r];
      }
      for (int i = 0; i < trial.length; i++) {
        trial[i] = weights[i] + share * step[i];
      }
      double next = loss(odds, trial);
      if (next <= loss + 1e-4 * share * slope) {
        System.arraycopy(odds, 0, logOdds, 0, odds.length);
        System.arraycopy(trial, 0, weights, 0, trial.length);
        return next;
      }
    }
    return loss;
  }

  private double loss(double[] odds, double[] at) {
    double sum = 0;
    for (int r = 0; r < rows.length; r++) {
      double signed = data.up()[rows[r]] ? odds[r] : -odds[r];
      sum +=
          signed > 0
              ? StrictMath.log1p(StrictMath.exp(-signed))
              : StrictMath.log1p(StrictMath.exp(signed)) - signed;
    }
    double squares = 0;
    for (int c = 0; c < columns.length; c++) {
      squares += at[c] * at[c];
    }
    return sum / rows.length + L2 / 2 * squares;
  }

  private void gradient(double[] to) {
    double[] errors = new double[rows.length];
    for (int r = 0; r < rows.length; r++) {
      probability[r] = 1 / (1 + StrictMath.exp(-logOdds[r]));
      errors[r] = (probability[r] - (data.up()[rows[r]] ? 1 : 0)) / rows.length;
    }
    transposed(errors, to);
    penalty(weights, to);
  }

  /** Adds the penalty's part; the bias bears none. */
  private void penalty(double[] of, double[] to) {
    for (int c = 0; c < columns.length; c++) {
      to[c] += L2 * of[c];
    }
  }

  /** Inputs times a vector of weights. */
  private void times(double[] vector, double[] to) {
    java.util.Arrays.fill(to, vector[columns.length]);
    for (int c = 0; c < columns.length; c++) {
      for (int r = 0; r < rows.length; r++) {
        to[r] += vector[c] * input(c, rows[r]);
      }
    }
  }

  /** Transposed inputs times a vector of rows. */
  private void transposed(double[] vector, double[] to) {
    double bias = 0;
    for (double value : vector) {
      bias += value;
    }
    to[columns.length] = bias;
    for (int c = 0; c < columns.length; c++) {
      double sum = 0;
      for (int r = 0; r < rows.length; r++) {
        sum += vector[r] * input(c, rows[r]);
      }
      to[c] = sum;
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  /** Weights on standardised columns in their order, then the bias; not copied. */
  double[] weights() {
    return weights;
  }

  /** Probabilities of a rise for some rows. */
  double[] forecasts(int[] of) {
    double[] forecasts = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      double odds = weights[columns.length];
      for (int c = 0; c < columns.length; c++) {
        odds += weights[c] * input(c, of[i]);
      }
      forecasts[i] = 1 / (1 + StrictMath.exp(-odds));
    }
    return forecasts;
  }
}
