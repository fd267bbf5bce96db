package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import io.cryptoscalp.engine.testing.RecordedCandles;
import io.cryptoscalp.engine.testing.RecordedFrames;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does the whole catalogue of an instrument stay within its budget of state? */
class FeatureBudgetTest {
  private static final int BUDGET = 256 * 1024;
  private static final FeatureOptions ALL = FeatureOptions.defaults().withSelect(List.of("@all"));

  private static final long START = 1_700_000_000_000_000_000L;

  private static Bar as(Bar bar, String spec) {
    return new Bar(
        bar.instrument(),
        spec,
        bar.openTimeNs(),
        bar.closeTimeNs(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.quoteVolume(),
        bar.takerBuyVolume(),
        bar.trades(),
        bar.sequence());
  }

  @Test
  void stateOfAllFeaturesOfAnInstrumentStaysSmall() {
    EngineRun run = new EngineRun(EngineRun.btc(), ALL);
    double[] prices = Properties.walk(new Random(1), 8000, 30_000, 1e-4);
    Random random = new Random(2);
    OrderBook book = new OrderBook(50);
    for (int i = 0; i < prices.length; i++) {
      long now = START + i * 250_000_000L;
      run.step(random, book, prices[i], now);
      run.trade(prices[i], 0.001 * (1 + random.nextInt(50)), random.nextBoolean(), now);
    }
    holdsBudget(run.engine, BarFamilyContract.market(1, 800, 30_000, 1, 1));
  }

  @Test
  void soDoesThatOfARecordedDay() {
    RecordedFrames recorded = RecordedFrames.load("2024-08-08/usdm-btcusdt.gz");
    EngineRun run = new EngineRun(recorded.instrument(), ALL);
    run = EngineRun.recorded(run, recorded, Integer.MAX_VALUE, -1, (index, now, timeNs) -> {});
    List<Bar> candles =
        RecordedCandles.load(
            EngineRun.btc(),
            "klines-1m-binance-spot-2021-04/BTCUSDT-1m-2021-04-02_2021-05-14.json.gz",
            60_000_000_000L,
            0,
            Long.MAX_VALUE);
    holdsBudget(run.engine, candles.subList(0, 1000));
  }

  /** After these bars on all timeframes. */
  private static void holdsBudget(FeatureEngine engine, List<Bar> bars) {
    for (Bar bar : bars) {
      for (Timeframe timeframe : Timeframe.ALL) {
        engine.onBar(as(bar, timeframe.spec()));
      }
    }
    StateWriter out = new StateWriter();
    engine.write(out);
    assertThat(engine.catalogue().size()).isGreaterThan(1000);
    assertThat(out.length()).isLessThan(BUDGET);
    FeatureEngine restored = new FeatureEngine(EngineRun.btc(), ALL);
    restored.read(new StateReader(out.toByteArray()));
    StateWriter again = new StateWriter();
    restored.write(again);
    assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
  }
}
