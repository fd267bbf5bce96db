package io.cryptoscalp.models.selection;

/**
 * How alike the selections of several folds are: the measure of Nogueira, Sechidis and Brown (JMLR
 * 18, 2018), 1 when all are equal, about 0 for selections by chance.
 */
public final class Stability {
  private Stability() {}

  /**
   * The measure.
   *
   * @param selected for each fold, the columns it selected
   * @param columns number of columns; a selected one is smaller
   * @param candidates how many of them could be selected
   * @return NaN when there is nothing to choose
   */
  public static double of(int[][] selected, int columns, int candidates) {
    double[] frequency = frequency(selected, columns);
    int folds = selected.length;
    double variance = 0;
    double size = 0;
    for (double share : frequency) {
      variance += share * (1 - share) * folds / (folds - 1);
      size += share;
    }
    double chance = size / candidates * (1 - size / candidates);
    return chance > 0 && folds > 1 ? 1 - variance / candidates / chance : Double.NaN;
  }

  /** Share of the folds that selected each column. */
  public static double[] frequency(int[][] selected, int columns) {
    double[] frequency = new double[columns];
    for (int[] picks : selected) {
      for (int column : picks) {
        frequency[column] += 1.0 / selected.length;
      }
    }
    return frequency;
  }
}
