package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.evaluation.WalkForward;
import io.cryptoscalp.models.family.TrainingProgress;
import java.io.PrintWriter;
import java.util.Locale;

/** A bar a family: how far its folds are, and the losses of the last round. */
final class ZooProgress implements WalkForward.Listener, TrainingProgress {
  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final boolean overwrites;
  private String family = "";
  private int fold;
  private int folds = 1;
  private int shown = -1;

  /**
   * A bar.
   *
   * @param out where to
   * @param overwrites whether a line can be drawn again, as on a terminal; otherwise only whole
   *     families are told of
   */
  ZooProgress(PrintWriter out, boolean overwrites) {
    this.out = out;
    this.overwrites = overwrites;
  }

  @Override
  public void fold(String of, int number, int count) {
    if (!of.equals(family) || number == count) {
      end();
    }
    family = of;
    fold = number;
    folds = count;
    shown = -1;
    if (!overwrites && (number == 0 || number == count)) {
      out.println(of + (number == count ? ": the model to register" : ": " + count + " folds"));
      out.flush();
    }
  }

  @Override
  public void kept(String of, int number, int count) {
    out.println(
        (overwrites ? "\r" : "")
            + of
            + ": fold "
            + (number + 1)
            + " of "
            + count
            + " was kept from a run that did not end");
    out.flush();
  }

  @Override
  public void round(String of, int done, int most, double trainLoss, double validationLoss) {
    if (!overwrites) {
      return;
    }
    boolean last = fold == folds; // the model to register has a bar of its own
    double share = (double) done / most;
    double whole = last ? share : (fold + share) / folds;
    int filled = (int) (WIDTH * whole);
    int step = (int) (1000 * whole);
    if (step == shown) {
      return;
    }
    shown = step;
    out.print(
        String.format(
            Locale.ROOT,
            "\r%-14s [%s%s] %s round %d of %d%s, validation %.5f   ",
            of,
            "#".repeat(filled),
            ".".repeat(WIDTH - filled),
            last ? "model" : "fold " + (fold + 1) + " of " + folds,
            done,
            most,
            Double.isNaN(trainLoss) ? "" : String.format(Locale.ROOT, ", loss %.5f", trainLoss),
            validationLoss));
    out.flush();
  }

  /** Ends the line of the last bar. */
  void end() {
    if (overwrites && !family.isEmpty()) {
      out.println();
      out.flush();
    }
  }
}
