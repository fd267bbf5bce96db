package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.regime.consensus.RegimeTracker;
import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFeatures;
import io.cryptoscalp.models.candles.CandleFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What the live consensus says along candles: the engine's tracker, bar by bar, without book,
 * directives or taker volume, which candles do not know. Arrays are not to be changed.
 *
 * @param candles the candles
 * @param regimes code of the regime as of each candle's end
 * @param types code of the kind of market as of each candle's end
 * @param changes every change of regime
 */
public record ConsensusRun(
    CandleFile candles, byte[] regimes, byte[] types, List<RegimeChange> changes) {
  /** Runs the tracker over the candles. */
  public static ConsensusRun of(CandleFile candles, ConsensusOptions options) {
    RegimeTracker tracker = new RegimeTracker(CandleFeatures.INSTRUMENT, options);
    int size = candles.candles().size();
    byte[] regimes = new byte[size];
    byte[] types = new byte[size];
    List<RegimeChange> changes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Candle candle = candles.candles().get(i);
      RegimeChange change =
          tracker.update(
              candle.openTimeNs() + candles.intervalNs(),
              candle.high(),
              candle.low(),
              candle.close(),
              candle.volume(),
              0,
              i,
              interval -> {});
      if (change != null) {
        changes.add(change);
      }
      regimes[i] = (byte) tracker.regime().code();
      types[i] = (byte) tracker.marketType().code();
    }
    return new ConsensusRun(candles, regimes, types, changes);
  }

  /** The regime as of a candle's end. */
  public Regime regime(int candle) {
    return Regime.ofCode(regimes[candle]);
  }

  /** The kind of market as of a candle's end. */
  public MarketType type(int candle) {
    return MarketType.ofCode(types[candle]);
  }

  /** End of a candle, ns since the epoch. */
  public long endNs(int candle) {
    return candles.candles().get(candle).openTimeNs() + candles.intervalNs();
  }
}
