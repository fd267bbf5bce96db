package io.cryptoscalp.engine.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.bars.NaiveBarTwin.Print;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.testing.Properties;
import io.cryptoscalp.engine.testing.RecordedFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Is every bar of every kind, field by field, what its definition makes of the raw trades? */
class BarTwinTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int MAX_EMPTY = 5;
  private static final Instrument BTC =
      Objects.requireNonNull(
          InstrumentCatalogue.builtIn().find(Venue.ofId("binance-usdm"), "BTCUSDT"));

  private final List<Bar> bars = new ArrayList<>();
  private final List<Print> prints = new ArrayList<>();
  private BarAggregator aggregator = aggregator(BTC, 1, 1);

  private BarAggregator aggregator(Instrument instrument, double volume, double value) {
    bars.clear();
    prints.clear();
    return new BarAggregator(
        instrument,
        new BarOptions(
            List.of(100_000_000L, SECOND, 60 * SECOND),
            List.of(1, 13),
            List.of(volume),
            List.of(value),
            List.of(2, 20),
            List.of(),
            TradeSource.TRADE,
            MAX_EMPTY,
            SECOND),
        bars::add);
  }

  private void trade(Instrument instrument, MarketFrame frame, long timeNs) {
    long sequence = prints.size();
    aggregator.onTrade(frame, timeNs, sequence);
    prints.add(
        new Print(
            timeNs,
            frame.price,
            instrument.quantity(frame.quantity),
            instrument.notional(frame.price, frame.quantity),
            !frame.sellerInitiated,
            sequence));
  }

  private void compare(Instrument instrument, double volume, double value) {
    NaiveBarTwin twin = new NaiveBarTwin(instrument.id(), prints);
    for (long interval : new long[] {100_000_000L, SECOND, 60 * SECOND}) {
      same(BarOptions.timeSpec(interval), twin.time(interval, MAX_EMPTY));
    }
    same("tick-1", twin.threshold("tick-1", 1, print -> 1));
    same("tick-13", twin.threshold("tick-13", 13, print -> 1));
    same(spec("volume-"), twin.threshold(spec("volume-"), volume, Print::quantity));
    same(spec("value-"), twin.threshold(spec("value-"), value, Print::notional));
    same("imbalance-2", twin.imbalance(2));
    same("imbalance-20", twin.imbalance(20));
  }

  private String spec(String prefix) {
    return bars.stream()
        .map(Bar::spec)
        .filter(spec -> spec.startsWith(prefix))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no bar of " + prefix));
  }

  private void same(String spec, List<Bar> expected) {
    List<Bar> actual = bars.stream().filter(bar -> bar.spec().equals(spec)).toList();
    assertThat(actual).as(spec).isNotEmpty().containsExactlyElementsOf(expected);
  }

  @Test
  void equalsItsDefinitionOnSeededTradesWithEdgesAndGaps() {
    Properties.forSeeds(
        6,
        (random, seed) -> {
          aggregator = aggregator(BTC, 3, 90_000);
          play(random);
          compare(BTC, 3, 90_000);
        });
  }

  private void play(Random random) {
    MarketFrame frame = new MarketFrame();
    long now = 1_700_000_000L * SECOND;
    for (int i = 0; i < 2500; i++) {
      now +=
          switch (random.nextInt(12)) {
            case 0 -> 0;
            // Exactly on the next edge of 100 ms, 1 s or 1 min.
            case 1 -> 100_000_000L - now % 100_000_000L;
            case 2 -> SECOND - now % SECOND;
            case 3 -> random.nextInt(20) == 0 ? 60 * SECOND - now % (60 * SECOND) : 1;
            // The last nanosecond before an edge.
            case 4 -> (2 * SECOND - 1 - now % SECOND) % SECOND;
            case 5 -> random.nextInt(100) == 0 ? 17 * 60 * SECOND : random.nextInt(9) * SECOND;
            default -> random.nextInt(300_000_000);
          };
      frame.reset(FrameKind.TRADE);
      frame.price = BTC.scalePrice(30_000 + random.nextInt(300) / 10.0);
      frame.quantity = BTC.scaleQuantity((1 + random.nextInt(900)) / 1000.0);
      frame.sellerInitiated = random.nextInt(10) < 3;
      trade(BTC, frame, now);
    }
  }

  @ParameterizedTest
  @FieldSource("io.cryptoscalp.engine.testing.RecordedFrames#FILES")
  void equalsItsDefinitionOnRecordedTradesAndConservesTheirVolume(String files) {
    RecordedFrames recorded = RecordedFrames.load(files);
    Instrument instrument = recorded.instrument();
    aggregator = aggregator(instrument, 50, 1_000_000);
    FeedPipeline feed =
        new FeedPipeline(instrument, FeedOptions.DEFAULT, (code, detail, stream) -> {});
    long scaled = 0;
    for (RecordedFrames.Frame frame : recorded.frames()) {
      if (feed.accept(frame.payload(), frame.kind(), frame.receiveTimeNs()) == RejectCode.NONE
          && frame.kind() == FrameKind.TRADE) {
        trade(instrument, feed.frame(), feed.engineTimeNs());
        scaled += feed.frame().quantity;
      }
    }
    assertThat(prints).hasSizeGreaterThan(1500);
    compare(instrument, 50, 1_000_000);
    aggregator.onTime(feed.engineTimeNs() + 60 * SECOND, prints.size());
    for (long interval : new long[] {100_000_000L, SECOND, 60 * SECOND}) {
      String spec = BarOptions.timeSpec(interval);
      double volume = 0;
      long trades = 0;
      for (Bar bar : bars) {
        volume += bar.spec().equals(spec) ? bar.volume() : 0;
        trades += bar.spec().equals(spec) ? bar.trades() : 0;
      }
      assertThat(trades).as(spec).isEqualTo(prints.size());
      double exact = instrument.quantity(scaled);
      assertThat(volume).as(spec).isCloseTo(exact, within(exact * 1e-12));
    }
  }
}
