package io.cryptoscalp.engine.regime;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.correlation.CorrelationDetector;
import io.cryptoscalp.engine.regime.correlation.CorrelationOptions;
import io.cryptoscalp.engine.regime.drawdown.DrawdownDetector;
import io.cryptoscalp.engine.regime.drawdown.DrawdownOptions;
import io.cryptoscalp.engine.regime.drawdown.DrawdownPhase;
import io.cryptoscalp.engine.regime.trend.TrendClassifier;
import io.cryptoscalp.engine.regime.trend.TrendDirection;
import io.cryptoscalp.engine.regime.trend.TrendOptions;
import io.cryptoscalp.engine.regime.volatility.VolatilityClassifier;
import io.cryptoscalp.engine.regime.volatility.VolatilityLevel;
import io.cryptoscalp.engine.regime.volatility.VolatilityOptions;
import io.cryptoscalp.engine.testing.RecordedCandles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What do the detectors say of six recorded weeks of minutes with the crash of 2021-04-18? */
class RecordedDetectorsTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final Instrument BTC =
      Objects.requireNonNull(
          InstrumentCatalogue.builtIn().find(Venue.ofId("binance-usdm"), "BTCUSDT"));

  private static List<Bar> bars(String symbol) {
    return RecordedCandles.load(
        BTC,
        "klines-1m-binance-spot-2021-04/" + symbol + "USDT-1m-2021-04-02_2021-05-14.json.gz",
        MINUTE,
        0,
        Long.MAX_VALUE);
  }

  private static double price(long scaled) {
    return BTC.price(scaled);
  }

  private static String time(long ns) {
    return Instant.ofEpochSecond(ns / 1_000_000_000L).toString();
  }

  @Test
  void fallsAreFlaggedAsTheyCrossAndDoNotFlap() {
    List<Bar> bars = bars("BTC");
    DrawdownDetector detector = new DrawdownDetector(DrawdownOptions.standard());
    List<String> falls = new ArrayList<>();
    int changes = 0;
    for (Bar bar : bars) {
      DrawdownPhase before = detector.phase();
      if (detector.update(
          bar.closeTimeNs(), price(bar.high()), price(bar.low()), price(bar.close()))) {
        changes++;
        if (detector.phase() == DrawdownPhase.FALLING && before != DrawdownPhase.REBOUNDING) {
          falls.add(time(bar.closeTimeNs()));
        }
      }
    }
    // A pass over the bars finds the first close 3 % below the high of an hour in that minute.
    assertThat(falls).contains("2021-04-18T03:21:00Z").hasSize(12);
    assertThat(changes).as("changes in 42 days").isEqualTo(68);
  }

  @Test
  void volatilityAndTrendDoNotFlap() {
    VolatilityClassifier volatility = new VolatilityClassifier(VolatilityOptions.minuteBars());
    TrendClassifier trend = new TrendClassifier(TrendOptions.minuteBars());
    int volatilityChanges = 0;
    int trendChanges = 0;
    int[] levels = new int[VolatilityLevel.values().length];
    int[] trends = new int[TrendDirection.values().length];
    double last = Double.NaN;
    List<String> extremes = new ArrayList<>();
    List<Bar> bars = bars("BTC");
    for (Bar bar : bars) {
      if (volatility.update(StrictMath.log(price(bar.close()) / last))) {
        volatilityChanges++;
        if (volatility.level() == VolatilityLevel.EXTREME) {
          extremes.add(time(bar.closeTimeNs()));
        }
      }
      trendChanges += trend.update(price(bar.high()), price(bar.low()), price(bar.close())) ? 1 : 0;
      levels[volatility.level().code()]++;
      trends[trend.trend().code()]++;
      last = price(bar.close());
    }
    assertThat(extremes)
        .anyMatch(
            at -> at.compareTo("2021-04-18T03:15") > 0 && at.compareTo("2021-04-18T03:26") < 0);
    assertThat(volatilityChanges).as("levels in 42 days").isLessThan(6 * 42);
    assertThat(trendChanges).as("trends in 42 days").isLessThan(6 * 42);
    assertThat(levels).doesNotContain(0);
    assertThat(trends).doesNotContain(0);
  }

  @Test
  void aCrashMovesAllTogether() {
    String[] symbols = {"BTC", "ETH", "BNB", "LTC"};
    CorrelationDetector detector =
        new CorrelationDetector(CorrelationOptions.minuteBars(symbols.length));
    List<Bar> first = bars("BTC");
    long from = first.get(0).openTimeNs();
    int length = (int) ((first.get(first.size() - 1).openTimeNs() - from) / MINUTE) + 1;
    double[][] closes = new double[length][symbols.length];
    for (double[] row : closes) {
      Arrays.fill(row, Double.NaN);
    }
    for (int i = 0; i < symbols.length; i++) {
      for (Bar bar : bars(symbols[i])) {
        int at = (int) ((bar.openTimeNs() - from) / MINUTE);
        if (at >= 0 && at < length) {
          closes[at][i] = price(bar.close());
        }
      }
    }
    double[] row = new double[symbols.length];
    // The sixteen hours from the first minute of the fall on.
    long onset = Instant.parse("2021-04-18T03:20:00Z").getEpochSecond() * 1_000_000_000L;
    int begin = (int) ((onset - from) / MINUTE);
    double crash = 0;
    double sum = 0;
    int defined = 0;
    for (int t = 1; t < length; t++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = StrictMath.log(closes[t][i] / closes[t - 1][i]);
      }
      detector.update(row);
      if (!Double.isNaN(detector.firstShare())) {
        sum += detector.firstShare();
        defined++;
      }
      if (t >= begin && t < begin + 16 * 60) {
        crash += detector.firstShare() / (16 * 60);
      }
    }
    assertThat(defined).as("bars outside the two outages").isBetween(61_000, 61_272);
    assertThat(sum / defined).as("mean share").isBetween(0.7, 0.8);
    assertThat(crash).as("share in the crash").isGreaterThan(sum / defined + 0.02);
  }
}
