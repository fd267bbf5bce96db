package io.cryptoscalp.engine.features.candles;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.catalogue.BarFeature;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;
import io.cryptoscalp.engine.features.graph.BarRun;
import io.cryptoscalp.engine.testing.RecordedCandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Do all 61 candlestick patterns equal TA-Lib, bar by bar? */
class CandleFamilyTest extends BarFamilyContract {
  private static final int AFRESH = 40;

  /**
   * Shapes that chance hardly makes, as open, high, low and close in ticks from the price before.
   */
  private static final long[][][] RARE = {
    // Concealing baby swallow.
    {{0, 0, -30, -30}, {-30, -30, -60, -60}, {-70, -55, -90, -90}, {-50, -50, -95, -95}},
    // Mat hold.
    {{0, 60, 0, 60}, {70, 70, 64, 66}, {62, 63, 56, 57}, {58, 59, 54, 55}, {56, 80, 56, 80}},
    // Three stars in the south.
    {{0, 0, -90, -30}, {-20, -18, -60, -40}, {-45, -45, -50, -50}},
    // Three black crows.
    {{-10, 2, -11, 0}, {0, 1, -20, -20}, {-10, -9, -35, -35}, {-25, -25, -50, -50}},
    // Breakaway.
    {
      {0, 0, -50, -50},
      {-60, -60, -70, -70},
      {-65, -62, -75, -70},
      {-68, -66, -80, -78},
      {-78, -55, -79, -55}
    },
    // Two crows; upside gap two crows.
    {{0, 50, 0, 50}, {70, 70, 60, 60}, {65, 65, 40, 40}},
    {{0, 50, 0, 50}, {60, 60, 56, 56}, {65, 65, 53, 53}},
    // Rising three methods, falling three methods.
    {{0, 60, 0, 60}, {50, 51, 44, 45}, {44, 45, 38, 39}, {38, 39, 33, 34}, {36, 75, 36, 75}},
    {{60, 60, 0, 0}, {10, 16, 9, 15}, {16, 22, 15, 21}, {22, 27, 21, 26}, {24, 24, -15, -15}},
    // Abandoned baby, both ways.
    {{0, 60, 0, 60}, {75, 80, 72, 75}, {60, 60, 10, 12}},
    {{60, 60, 0, 0}, {-15, -12, -20, -15}, {0, 50, 0, 48}},
    // Unique three river.
    {{0, 0, -60, -60}, {-10, -10, -70, -40}, {-60, -53, -62, -55}},
    // Gap and a candle that fills it; gap and one that leaves it open.
    {{0, 20, 0, 20}, {30, 50, 30, 50}, {40, 40, 10, 10}},
    {{0, 20, 0, 20}, {30, 50, 30, 50}, {45, 45, 25, 25}},
  };

  private final TaLibCandles talib = new TaLibCandles();

  @Override
  protected BarFamily family() {
    return new CandleFamily();
  }

  @Test
  void everyPatternOfTaLibIsThereAndWarmsUpAsThere() {
    List<String> ids = new ArrayList<>();
    talib.ids().forEach(ids::add);
    assertThat(ids).hasSize(61);
    List<BarFeature> features = BarRun.declared(family());
    assertThat(features.stream().map(f -> f.definition().id().replace("_1m", "")))
        .containsExactlyInAnyOrderElementsOf(ids);
    for (BarFeature feature : features) {
      String id = feature.definition().id().replace("_1m", "");
      assertThat(feature.definition().warmUpBars()).as(id).isEqualTo(talib.lookback(id) + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "klines-1m-binance-usdm-2026-02/LINKUSDT-1m-2026-02.csv.gz, 60",
    "klines-1m-binance-usdm-2026-02/ALGOUSDT-1m-2026-02.csv.gz, 60",
    "klines-1m-binance-spot-2021-04/DOGEUSDT-1m-2021-04-02_2021-05-14.json.gz, 60",
    "klines-1m-binance-spot-2021-04/BTCUSDT-1m-2021-04-02_2021-05-14.json.gz, 60",
    "klines-5m-luna-2022/ftx-ETHUSDT-5m-2021-11_2022-05.json.gz, 300",
    "klines-5m-luna-2022/binance-spot-BTCUSDT-5m-2021-11_2022-05.json.gz, 300",
    "klines-1h-binance-spot-2017-2022/BTCUSDT-1h.json.gz, 3600",
    "klines-1h-binance-spot-2017-2022/XRPUSDT-1h.json.gz, 3600",
    "klines-1h-binance-spot-2017-2022/SOLUSDT-1h.json.gz, 3600",
  })
  void recordedCandlesGiveTheValuesOfTaLib(String file, long seconds) {
    List<Bar> bars =
        RecordedCandles.load(BarRun.btc(), file, seconds * 1_000_000_000L, 0, Long.MAX_VALUE);
    assertThat(bars).hasSizeGreaterThan(10_000);
    assertThat(occurrences(bars)).hasSize(61);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aSeededMarketGivesTheValuesOfTaLib(int seed) {
    occurrences(market(seed, 20_000, 30_000, 1, 1));
  }

  @Test
  void whereEveryPatternOccursAllEqualTaLib() {
    Map<String, Integer> found = occurrences(gaps(100_000));
    assertThat(found).hasSize(61);
    found.forEach((id, count) -> assertThat(count).as(id).isGreaterThan(20));
  }

  @Test
  void aPatternAddedLaterStartsFromTheCandlesKept() {
    List<Bar> bars = gaps(3_000);
    BarRun full = new BarRun(family()).feed(bars);
    List<BarFeature> before =
        full.features.stream().filter(f -> f.definition().id().startsWith("cdl_d")).toList();
    for (int cut : new int[] {20, 400, 1_000, 2_000}) {
      BarRun upgraded = new BarRun(family());
      assertThat(upgraded.restore(new BarRun(before).feed(bars.subList(0, cut)).state()))
          .as("patterns that remember more than candles: the two hikkakes")
          .isEqualTo(2);
      upgraded.feed(bars.subList(cut, bars.size()));
      for (int i = cut; i < bars.size(); i++) {
        double[] values = upgraded.row(i - cut);
        double[] expected = full.row(i);
        for (int f = 0; f < values.length; f++) {
          String id = full.features.get(f).definition().id();
          // What a hikkake remembers cannot be known: it warms up and is right from then on.
          boolean cold =
              id.startsWith("cdl_hikkake")
                  && i - cut + 1 < full.features.get(f).definition().warmUpBars();
          assertThat(values[f])
              .as("%s at %s", id, i)
              .isEqualTo(cold ? Double.valueOf(Double.NaN) : Double.valueOf(expected[f]));
        }
      }
    }
  }

  /** Candles of few ticks that gap and rest often, so that rare shapes come about. */
  private static List<Bar> gaps(int count) {
    Random random = new Random(61);
    List<Bar> bars = new ArrayList<>();
    long last = 100_000;
    for (int i = 0; i < count; i++) {
      if (i % 30 == 20) {
        long[][] shape = RARE[random.nextInt(RARE.length)];
        for (int j = 0; j < shape.length; j++, i++) {
          bars.add(planted(random, i, last, shape[j]));
        }
      }
      int size = 1 + random.nextInt(random.nextInt(3) == 0 ? 60 : 12);
      long open = last + (random.nextInt(3) == 0 ? random.nextInt(31) - 15 : 0);
      long close = open + random.nextInt(2 * size + 1) - size;
      if (close < 50_000 || close > 150_000) {
        close = open + (close < open ? size : -size);
      }
      long high = Math.max(open, close) + shadow(random);
      long low = Math.min(open, close) - shadow(random);
      bars.add(bar(i, open, high, low, close, 1, 1, 1, 1));
      last = close;
    }
    return bars;
  }

  /** A candle of a shape, each of its prices now and then a little off. */
  private static Bar planted(Random random, int i, long level, long[] shape) {
    long open = level + shape[0] + noise(random);
    long close = level + shape[3] + noise(random);
    long high = Math.max(Math.max(open, close), level + shape[1] + noise(random));
    long low = Math.min(Math.min(open, close), level + shape[2] + noise(random));
    return bar(i, open, high, low, close, 1, 1, 1, 1);
  }

  private static long noise(Random random) {
    return random.nextInt(6) == 0 ? random.nextInt(9) - 4 : 0;
  }

  private static int shadow(Random random) {
    return random.nextBoolean() ? 0 : random.nextInt(random.nextInt(4) == 0 ? 30 : 6);
  }

  /**
   * Compares all patterns on all bars; returns how often each occurred.
   *
   * <p>TA-Lib adds to and takes from one sum over the whole run. Where prices moved across powers
   * of two that sum keeps a rounding error, and a body that equals the average exactly then falls
   * to the other side. There TA-Lib itself, started a few bars before, must agree.
   */
  private Map<String, Integer> occurrences(List<Bar> bars) {
    BarRun run = new BarRun(family()).feed(bars);
    Map<String, Integer> found = new TreeMap<>();
    int drifted = 0;
    for (String id : talib.ids()) {
      double[] expected = talib.values(id, bars);
      double[] values = run.column(id);
      int count = 0;
      for (int i = 0; i < values.length; i++) {
        if (Double.compare(values[i], expected[i]) != 0) {
          assertThat(i).as(id).isGreaterThan(AFRESH);
          double[] afresh = talib.values(id, bars.subList(i - AFRESH, i + 1));
          assertThat(values[i]).as("%s at %s", id, i).isEqualTo(afresh[AFRESH]);
          drifted++;
        }
        count += Math.abs(values[i]) > 0 ? 1 : 0;
      }
      found.put(id, count);
    }
    assertThat(drifted).as("verdicts that TA-Lib's rounding turned").isLessThanOrEqualTo(2);
    return found;
  }
}
