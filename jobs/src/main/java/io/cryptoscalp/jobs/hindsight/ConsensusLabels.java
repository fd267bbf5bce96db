package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.regime.RegimeLabels;
import io.cryptoscalp.models.regime.RegimeSeries;
import java.util.ArrayList;
import java.util.List;

/** The regimes of the live consensus as labels of a model's intervals. */
public final class ConsensusLabels {
  private ConsensusLabels() {}

  /**
   * The regime as of each interval's end; none before the first candle has ended, and for an
   * interval without a bar that of the last one before.
   *
   * @param run over the candles that the series was made of
   */
  public static RegimeLabels of(ConsensusRun run, RegimeSeries series) {
    List<String> names = new ArrayList<>();
    for (int code = 0; code < Regime.values().length; code++) {
      names.add(Regime.ofCode(code).name());
    }
    int[] labels = new int[series.size()];
    int candle = -1;
    for (int i = 0; i < labels.length; i++) {
      while (candle + 1 < run.regimes().length && run.endNs(candle + 1) <= series.ends()[i]) {
        candle++;
      }
      labels[i] = candle < 0 ? RegimeLabels.NONE : run.regime(candle).code();
    }
    return new RegimeLabels("consensus as live", names, labels, true);
  }
}
