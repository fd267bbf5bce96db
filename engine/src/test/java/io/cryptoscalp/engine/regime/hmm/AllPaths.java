package io.cryptoscalp.engine.regime.hmm;

/**
 * The naive twin of inference: the joint density of every path of states, one by one, from
 * determinants and adjugates of at most two features.
 */
final class AllPaths {
  private final HmmModel model;
  private final double[] rows;
  private final int length;

  double total;
  double best = -1;
  int[] bestPath = {};
  final double[] posteriors;
  final double[] jumps;

  AllPaths(HmmModel model, double[] rows) {
    this.model = model;
    this.rows = rows;
    length = rows.length / model.dimensions();
    posteriors = new double[length * model.states()];
    jumps = new double[model.states() * model.states()];
    walk(new int[length], 0, 1);
    for (int i = 0; i < posteriors.length; i++) {
      posteriors[i] /= total;
    }
    for (int i = 0; i < jumps.length; i++) {
      jumps[i] /= total;
    }
  }

  private void walk(int[] path, int row, double density) {
    if (row == length) {
      finish(path, density);
      return;
    }
    for (int state = 0; state < model.states(); state++) {
      path[row] = state;
      double step = row == 0 ? model.initial(state) : model.transition(path[row - 1], state);
      walk(path, row + 1, density * step * density(row, state));
    }
  }

  private void finish(int[] path, double density) {
    total += density;
    if (density > best) {
      best = density;
      bestPath = path.clone();
    }
    for (int row = 0; row < length; row++) {
      posteriors[row * model.states() + path[row]] += density;
      if (row > 0) {
        jumps[path[row - 1] * model.states() + path[row]] += density;
      }
    }
  }

  private double density(int row, int state) {
    double x = rows[row * model.dimensions()] - model.mean(state, 0);
    double a = model.covariance(state, 0, 0);
    if (Double.isNaN(x)) {
      return 1;
    }
    if (model.dimensions() == 1) {
      return Math.exp(-x * x / (2 * a)) / Math.sqrt(2 * Math.PI * a);
    }
    double y = rows[row * 2 + 1] - model.mean(state, 1);
    double b = model.covariance(state, 0, 1);
    double c = model.covariance(state, 1, 1);
    double determinant = a * c - b * b;
    double distance = (c * x * x - 2 * b * x * y + a * y * y) / determinant;
    return Math.exp(-distance / 2) / (2 * Math.PI * Math.sqrt(determinant));
  }
}
