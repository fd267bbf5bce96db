package io.cryptoscalp.engine.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Do bars close where they must, and does nothing get lost or counted twice? */
class BarAggregatorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Instrument BTC =
      Objects.requireNonNull(
          InstrumentCatalogue.builtIn().find(Venue.ofId("binance-usdm"), "BTCUSDT"));
  private static final BarOptions ALL =
      new BarOptions(
          List.of(SECOND, 60 * SECOND),
          List.of(7),
          List.of(5.0),
          List.of(100_000.0),
          List.of(20),
          List.of(),
          TradeSource.TRADE,
          3,
          SECOND);

  private final List<Bar> bars = new ArrayList<>();
  private final MarketFrame frame = new MarketFrame();
  private BarAggregator aggregator = new BarAggregator(BTC, ALL, bars::add);

  private void trade(FrameKind kind, double price, double quantity, boolean buy, long timeNs) {
    frame.reset(kind);
    frame.price = BTC.scalePrice(price);
    frame.quantity = BTC.scaleQuantity(quantity);
    frame.sellerInitiated = !buy;
    aggregator.onTrade(frame, timeNs, timeNs / 1_000_000);
  }

  private void trade(double price, long timeNs) {
    trade(FrameKind.TRADE, price, 1, true, timeNs);
  }

  private List<Bar> of(String spec) {
    List<Bar> found = new ArrayList<>();
    for (Bar bar : bars) {
      if (bar.spec().equals(spec)) {
        found.add(bar);
      }
    }
    return found;
  }

  @Test
  void closesTimeBarsAtTheirEndByTradeOrHeartbeat() {
    trade(100, 10 * SECOND + 1);
    trade(102, 10 * SECOND + 2);
    trade(99, 11 * SECOND - 1);
    assertThat(of("time-1s")).isEmpty();
    aggregator.onTime(11 * SECOND, 5);
    Bar bar = of("time-1s").get(0);
    assertThat(bar.openTimeNs()).isEqualTo(10 * SECOND);
    assertThat(bar.closeTimeNs()).isEqualTo(11 * SECOND);
    assertThat(BTC.price(bar.open())).isEqualTo(100);
    assertThat(BTC.price(bar.high())).isEqualTo(102);
    assertThat(BTC.price(bar.low())).isEqualTo(99);
    assertThat(BTC.price(bar.close())).isEqualTo(99);
    assertThat(bar.volume()).isEqualTo(3);
    assertThat(bar.quoteVolume()).isEqualTo(301);
    assertThat(bar.trades()).isEqualTo(3);
    assertThat(bar.sequence()).isEqualTo(5);
  }

  @Test
  void fillsGapsUpToTheBoundHoweverOftenTimeIsSignalled() {
    for (long every : new long[] {SECOND / 4, SECOND, 5 * SECOND, 100 * SECOND}) {
      bars.clear();
      aggregator = new BarAggregator(BTC, ALL, bars::add);
      trade(100, 0);
      for (long t = every; t < 20 * SECOND; t += every) {
        aggregator.onTime(t, 1);
      }
      trade(101, 20 * SECOND);
      aggregator.onTime(21 * SECOND, 1);
      List<Bar> seconds = of("time-1s");
      assertThat(seconds).extracting(Bar::trades).containsExactly(1L, 0L, 0L, 0L, 1L);
      assertThat(seconds.get(3).openTimeNs()).isEqualTo(3 * SECOND);
      assertThat(seconds.get(3).high()).isEqualTo(seconds.get(0).close());
      assertThat(seconds.get(3).low()).isEqualTo(seconds.get(0).close());
      assertThat(seconds.get(4).openTimeNs()).isEqualTo(20 * SECOND);
    }
  }

  @Test
  void countsOneTradeStreamOnly() {
    trade(FrameKind.AGG_TRADE, 100, 1, true, 0);
    trade(FrameKind.TRADE, 101, 1, true, 1);
    aggregator.onTime(SECOND, 1);
    assertThat(of("time-1s")).extracting(Bar::trades).containsExactly(1L);
    bars.clear();
    aggregator = new BarAggregator(BTC, ALL.withTradeSource(TradeSource.AGG_TRADE), bars::add);
    trade(FrameKind.AGG_TRADE, 100, 1, true, 0);
    trade(FrameKind.TRADE, 101, 1, true, 1);
    aggregator.onTime(SECOND, 1);
    assertThat(of("time-1s")).extracting(Bar::quoteVolume).containsExactly(100.0);
  }

  @Test
  void putsLateTradesIntoTheOpenBarAndDropsTooLateOnes() {
    trade(100, 10 * SECOND);
    trade(101, 11 * SECOND);
    trade(102, 10 * SECOND + 500);
    trade(103, 10 * SECOND - 1);
    aggregator.onTime(12 * SECOND, 1);
    assertThat(of("time-1s")).extracting(Bar::trades).containsExactly(1L, 2L);
    assertThat(aggregator.lateTrades()).isEqualTo(1);
  }

  @Test
  void conservesVolumeAndKeepsThresholds() {
    Properties.forSeeds(
        20,
        (random, seed) -> {
          bars.clear();
          aggregator = new BarAggregator(BTC, ALL, bars::add);
          double volume = play(random, 0, 3000);
          aggregator.onTime(10_000 * SECOND, 1);
          assertThat(total(of("time-1s"))).isCloseTo(volume, within(1e-6));
          assertThat(total(of("time-1m"))).isCloseTo(volume, within(1e-6));
          assertThat(of("tick-7")).hasSize(3000 / 7).allMatch(bar -> bar.trades() == 7);
          assertThat(of("volume-5")).isNotEmpty().allMatch(bar -> bar.volume() >= 5);
          assertThat(of("volume-5")).allMatch(bar -> bar.volume() < 5 + 1);
          assertThat(of("value-100000")).allMatch(bar -> bar.quoteVolume() >= 100_000);
          assertThat(of("imbalance-20")).isNotEmpty();
          assertThat(bars)
              .allMatch(bar -> bar.low() <= Math.min(bar.open(), bar.close()))
              .allMatch(bar -> bar.high() >= Math.max(bar.open(), bar.close()))
              .allMatch(bar -> bar.takerBuyVolume() <= bar.volume() + 1e-12)
              .allMatch(bar -> bar.closeTimeNs() >= bar.openTimeNs());
        });
  }

  private double play(Random random, int from, int to) {
    double volume = 0;
    for (int i = from; i < to; i++) {
      double quantity = (1 + random.nextInt(1000)) / 1000.0;
      volume += quantity;
      double price = 30_000 + random.nextInt(100);
      trade(FrameKind.TRADE, price, quantity, random.nextInt(10) < 6, i * 300_000_000L);
    }
    return volume;
  }

  private static double total(List<Bar> list) {
    double sum = 0;
    for (Bar bar : list) {
      sum += bar.volume();
    }
    return sum;
  }

  @Test
  void followsTheImbalanceFormula() {
    // All buys: E[b] rises to 1 within the first bars and each bar needs theta = T >= E[T] |E[b]|.
    for (int i = 0; i < 2000; i++) {
      trade(100, i);
    }
    List<Bar> found = of("imbalance-20");
    double expected = 20;
    double sign = 0;
    double threshold = 20 * 0.1;
    for (Bar bar : found) {
      long ticks = (long) Math.ceil(threshold);
      assertThat(bar.trades()).isEqualTo(ticks);
      for (long i = 0; i < ticks; i++) {
        sign += 2.0 / 21 * (1 - sign);
      }
      expected += 2.0 / 21 * (ticks - expected);
      expected = Math.max(5, Math.min(80, expected));
      threshold = expected * Math.max(0.1, sign);
    }
    assertThat(found).hasSizeGreaterThan(50);
  }

  @Test
  void continuesFromStoredState() {
    Properties.forSeeds(
        10,
        (random, seed) -> {
          bars.clear();
          aggregator = new BarAggregator(BTC, ALL, bars::add);
          play(new Random(seed), 0, 500);
          StateWriter out = new StateWriter();
          aggregator.write(out);
          play(new Random(seed + 100), 500, 1000);
          List<Bar> expected = new ArrayList<>(bars);
          StateWriter end = new StateWriter();
          aggregator.write(end);

          bars.clear();
          aggregator = new BarAggregator(BTC, ALL, bars::add);
          play(new Random(seed), 0, 500);
          aggregator = new BarAggregator(BTC, ALL, bars::add);
          aggregator.read(new StateReader(out.toByteArray()));
          play(new Random(seed + 100), 500, 1000);
          assertThat(bars).isEqualTo(expected);
          StateWriter again = new StateWriter();
          aggregator.write(again);
          assertThat(again.toByteArray()).isEqualTo(end.toByteArray());
        });
  }

  @Test
  void stateOfOtherOptionsKeepsTheBarsThatBothHave() {
    BarOptions more = ALL.with(List.of(5 * SECOND), List.of(60 * SECOND), List.of(20, 50));
    play(new Random(1), 0, 500);
    StateWriter out = new StateWriter();
    aggregator.write(out);
    bars.clear();
    play(new Random(2), 500, 1000);
    List<Bar> all = new ArrayList<>(bars);
    bars.clear();
    aggregator = new BarAggregator(BTC, more, bars::add);
    aggregator.read(new StateReader(out.toByteArray()));
    play(new Random(2), 500, 1000);
    Set<String> known = Set.of("time-1s", "time-1m", "tick-7", "volume-5", "value-100000");
    assertThat(bars.stream().filter(bar -> known.contains(bar.spec())).toList())
        .isEqualTo(all.stream().filter(bar -> known.contains(bar.spec())).toList());
    assertThat(of("imbalance-20")).isNotEmpty();
    assertThat(of("time-5s")).isNotEmpty();
    assertThat(of("imbalance-50")).isNotEmpty();
    assertThat(of("volume-of-1m")).isNotEmpty();
  }

  @Test
  void barsOfMeanVolumeFollowTheRateOfTrading() {
    aggregator =
        new BarAggregator(
            BTC, BarOptions.defaults().with(List.of(), List.of(60 * SECOND), List.of()), bars::add);
    // 2 a second for an hour, then 20 a second for an hour.
    for (int i = 0; i < 7200; i++) {
      trade(FrameKind.TRADE, 100, i < 3600 ? 2 : 20, true, (1 + i) * SECOND);
    }
    List<Bar> found = of("volume-of-1m");
    assertThat(found.get(0).volume()).isEqualTo(122);
    assertThat(found.subList(1, 30)).allMatch(bar -> Math.abs(bar.volume() - 120) <= 4);
    assertThat(found.get(found.size() - 1).volume()).isBetween(900.0, 1220.0);
  }

  @Test
  void rejectsOptionsOutOfRange() {
    assertThatThrownBy(
            () ->
                new BarOptions(
                    List.of(0L),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    TradeSource.TRADE,
                    0,
                    0))
        .hasMessageContaining("BAR_OPTION_INVALID: option=timeIntervalsNs");
  }
}
