package io.cryptoscalp.engine.regime.hmm;

/** Fits of several numbers of states to one series, and which number each criterion prefers. */
public final class HmmSelection {
  private final int least;
  private final HmmFit[] fits;

  private HmmSelection(int least, HmmFit[] fits) {
    this.least = least;
    this.fits = fits;
  }

  /**
   * Trains a model of each number of states.
   *
   * @param least fewest states, at least {@value HmmModel#MIN_STATES}
   * @param most most states, at most {@value HmmModel#MAX_STATES}
   * @throws IllegalArgumentException coded {@code HMM_STATES_INVALID}, or as {@link HmmTrainer#fit}
   */
  public static HmmSelection of(HmmTrainer trainer, HmmObservations data, int least, int most) {
    if (least < HmmModel.MIN_STATES || most > HmmModel.MAX_STATES || least > most) {
      throw new IllegalArgumentException("HMM_STATES_INVALID: least=" + least + " most=" + most);
    }
    HmmFit[] fits = new HmmFit[most - least + 1];
    for (int i = 0; i < fits.length; i++) {
      fits[i] = trainer.fit(data, least + i);
    }
    return new HmmSelection(least, fits);
  }

  /** Fewest states that were tried. */
  public int least() {
    return least;
  }

  /** Most states that were tried. */
  public int most() {
    return least + fits.length - 1;
  }

  /** The fit with so many states. */
  public HmmFit fit(int states) {
    return fits[states - least];
  }

  /** The fit of the lowest criterion; of equal ones that of fewer states. */
  public HmmFit best(InformationCriterion criterion) {
    HmmFit best = fits[0];
    for (HmmFit fit : fits) {
      if (fit.criterion(criterion) < best.criterion(criterion)) {
        best = fit;
      }
    }
    return best;
  }
}
