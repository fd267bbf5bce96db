package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.matching.TapeKind;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.operators.stream.StreamKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Made-up market states and snapshots of two instruments, a millisecond apart. */
final class TrialMarketEvents {
  static final String BTC = "BTCUSDT-PERP.BINANCE";
  static final String ETH = "ETHUSDT-PERP.BINANCE";
  static final long START_MS = 1_700_000_000_000L;

  private TrialMarketEvents() {}

  /** One event a millisecond: ticks of two instruments and snapshots of both. */
  static List<StreamEvent> market(Random random, int count) {
    List<StreamEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String instrument = i % 2 == 0 ? BTC : ETH;
      events.add(
          i > 10 && random.nextInt(4) == 0
              ? scored(instrument, i)
              : tick(instrument, i, 600_000_000L + random.nextInt(100) * 1_000L));
    }
    return events;
  }

  static MarketTick tick(String instrument, long atMs, long price) {
    long step = step(instrument);
    long bid = price * 10_000 / step * step;
    long at = (START_MS + atMs) * 1_000_000;
    long[] size = {1_000_000_000_000L};
    return new MarketTick(
        instrument,
        at,
        at,
        atMs,
        new long[] {bid},
        size,
        new long[] {bid + step},
        size,
        0,
        0,
        null,
        0,
        Double.NaN,
        0,
        Regime.NORMAL,
        true);
  }

  /** The same touch, 3 ms before it was heard of, and nothing of the one before. */
  static MarketEvents levels(MarketTick tick) {
    return new MarketEvents(
        tick.instrument(),
        tick.receiveTimeNs() - 3_000_000,
        tick.receiveTimeNs(),
        new byte[] {TapeKind.CLEAR, TapeKind.BID, TapeKind.ASK},
        new long[] {0, tick.bestBid(), tick.bestAsk()},
        new long[] {0, tick.bidQuantities()[0], tick.askQuantities()[0]},
        Double.NaN,
        0);
  }

  static long step(String instrument) {
    return Objects.requireNonNull(InstrumentCatalogue.builtIn().find(instrument)).tickSize();
  }

  static ScoredSnapshot scored(String instrument, long atMs) {
    long at = (START_MS + atMs) * 1_000_000;
    return new ScoredSnapshot(
        new FeatureSnapshot(
            instrument,
            at,
            at,
            atMs,
            "v1",
            new double[0],
            new long[0],
            1,
            2,
            Regime.NORMAL,
            1,
            true),
        new Prediction(instrument, at, at, atMs, "", "", 0.5, false));
  }

  /** Keeps the order within an instrument, as the stages before do. */
  static List<StreamEvent> shuffled(List<StreamEvent> market, Random random) {
    List<StreamEvent> shuffled = new ArrayList<>();
    for (int from = 0; from < market.size(); from += 40) {
      List<StreamEvent> part = market.subList(from, Math.min(from + 40, market.size()));
      List<String> order = new ArrayList<>(List.of(BTC, ETH));
      Collections.shuffle(order, random);
      for (String instrument : order) {
        part.stream()
            .filter(event -> StreamKeys.instrument(event).equals(instrument))
            .forEach(shuffled::add);
      }
    }
    return shuffled;
  }
}
