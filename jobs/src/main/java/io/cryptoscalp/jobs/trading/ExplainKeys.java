package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.jobs.ConfigReader;
import io.cryptoscalp.operators.explain.ExplainOptions;

/**
 * Keys of the stage that explains decisions. {@code explain.traded} is whether all that a strategy
 * acted on are explained (true), {@code explain.sample} the share of the others (0.001; 0 for
 * none), {@code explain.terms} the most features that a row names (10), {@code explain.runs} about
 * how many runs of a model its explanation may take (4096), {@code explain.work} the largest part
 * of its time that the stage works (0.1; 0, the default of a bounded job, sets no limit and waits
 * for each), {@code explain.waiting} the most decisions that wait (256).
 */
final class ExplainKeys {
  private ExplainKeys() {}

  static ExplainOptions read(ConfigReader in, boolean bounded) {
    ExplainOptions usual = ExplainOptions.USUAL;
    return new ExplainOptions(
        in.flag("explain.traded", usual.traded()),
        in.real("explain.sample", usual.sample(), 0, 1),
        (int) in.number("explain.terms", usual.terms(), 0, ExplainOptions.MOST_TERMS),
        (int) in.number("explain.runs", usual.runs(), 1, ExplainOptions.MOST_RUNS),
        in.real("explain.work", bounded ? 0 : usual.work(), 0, 1),
        (int) in.number("explain.waiting", usual.waiting(), 2, 1_000_000));
  }
}
