package io.cryptoscalp.jobs.ticks;

import io.cryptoscalp.engine.matching.EventTape;
import io.cryptoscalp.engine.matching.TickResult;
import io.cryptoscalp.engine.matching.TickStrategyProvider;
import io.cryptoscalp.engine.matching.TickTrial;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.jobs.backtest.ParameterGrid;
import io.cryptoscalp.jobs.backtest.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Trials of one strategy over tapes that are read once, spread over threads. */
public final class TickRuns {
  private final TickTrial trial;

  /**
   * Runs over tapes.
   *
   * @param options assumptions, one an instrument
   * @param equity at the start, account currency, positive
   * @param sampleNs distance of the equity curve's values, positive ns
   */
  public TickRuns(List<EventTape> tapes, List<VenueOptions> options, double equity, long sampleNs) {
    this.trial = new TickTrial(tapes, options, equity, sampleNs);
  }

  /** Runs one with a new strategy. */
  public TickResult run(TickStrategyProvider provider, ParameterGrid.Point point) {
    return trial.run(provider.create(point.parameters()));
  }

  /**
   * Runs all.
   *
   * @param threads at least 1
   * @return results in the order of the points
   */
  public List<TickResult> run(
      TickStrategyProvider provider, List<ParameterGrid.Point> points, int threads)
      throws InterruptedException {
    List<Callable<TickResult>> work = new ArrayList<>();
    for (ParameterGrid.Point point : points) {
      work.add(() -> run(provider, point));
    }
    return SideBySide.run(work, threads);
  }
}
