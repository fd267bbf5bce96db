package io.cryptoscalp.engine.validation;

import java.util.ArrayList;
import java.util.List;

/** Stretches of history to choose parameters on, each followed by one to judge them on. */
public final class WalkForwardWindows {
  private WalkForwardWindows() {}

  /**
   * Times are ns since the epoch; a begin belongs to its stretch, an end does not.
   *
   * @param trainFromNs begin of the stretch to choose on
   * @param trainToNs its end
   * @param testFromNs begin of the stretch to judge on
   * @param testToNs its end
   */
  public record Window(long trainFromNs, long trainToNs, long testFromNs, long testToNs) {}

  /**
   * Windows that cover history after the first training without gap or overlap of the tests; the
   * last test may be shorter.
   *
   * @param fromNs begin of history
   * @param toNs end of history
   * @param trainNs length of the first training, of each when rolling
   * @param testNs length of a test
   * @param gapNs left out between training and test, for what a decision still holds open
   * @param anchored trains from the begin of history on each time; otherwise on {@code trainNs}
   * @throws IllegalArgumentException {@code WINDOWS_INVALID} when no test fits
   */
  public static List<Window> of(
      long fromNs, long toNs, long trainNs, long testNs, long gapNs, boolean anchored) {
    if (trainNs <= 0 || testNs <= 0 || gapNs < 0 || toNs - fromNs <= trainNs + gapNs) {
      throw new IllegalArgumentException(
          "WINDOWS_INVALID: span="
              + (toNs - fromNs)
              + " train="
              + trainNs
              + " test="
              + testNs
              + " gap="
              + gapNs);
    }
    List<Window> windows = new ArrayList<>();
    for (long test = fromNs + trainNs + gapNs; test < toNs; test += testNs) {
      long trainTo = test - gapNs;
      windows.add(
          new Window(
              anchored ? fromNs : trainTo - trainNs, trainTo, test, Math.min(toNs, test + testNs)));
    }
    return windows;
  }

  /**
   * Share of test stretches that earned.
   *
   * @param testReturns return of each test stretch after costs
   * @return NaN without any
   */
  public static double winRate(double[] testReturns) {
    int won = 0;
    for (double value : testReturns) {
      won += value > 0 ? 1 : 0;
    }
    return testReturns.length == 0 ? Double.NaN : (double) won / testReturns.length;
  }

  /**
   * Walk-forward efficiency (Pardo, The Evaluation and Optimization of Trading Strategies, 2008):
   * mean return of a unit of time in the tests by that in the trainings; NaN when those lost.
   *
   * @param windows the windows
   * @param trainReturns return of each training stretch
   * @param testReturns return of each test stretch
   */
  public static double efficiency(
      List<Window> windows, double[] trainReturns, double[] testReturns) {
    double train = 0;
    double test = 0;
    double trainTime = 0;
    double testTime = 0;
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      train += trainReturns[i];
      test += testReturns[i];
      trainTime += window.trainToNs() - window.trainFromNs();
      testTime += window.testToNs() - window.testFromNs();
    }
    return train > 0 ? test / testTime / (train / trainTime) : Double.NaN;
  }
}
