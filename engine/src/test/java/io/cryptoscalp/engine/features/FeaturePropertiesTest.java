package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Do features behave as their units say when prices, quantities or time are scaled or moved, and do
 * they stay silent rather than wrong on degenerate input?
 */
class FeaturePropertiesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;
  private static final long START = 19_675 * DAY + 7 * 3600 * SECOND;

  /** A frame of a seeded market that can be replayed altered. */
  private record Event(MarketFrame frame, OrderBook book, long timeNs) {}

  private static OrderBook book(Random random, MarketFrame frame, long bid, long ask) {
    OrderBook book = new OrderBook(50);
    for (int i = 0; i < 15; i++) {
      frame.addBid(bid - i * 10_000_000L, random.nextInt(5) * 1_000_000L);
      frame.addAsk(ask + i * 10_000_000L, random.nextInt(5) * 1_000_000L);
      book.setBid(frame.bidPrices[i], frame.bidQuantities[i]);
      book.setAsk(frame.askPrices[i], frame.askQuantities[i]);
    }
    return book;
  }

  /** Frames of every kind, prices in ticks of 0.1 scaled by 1e8, 250 ms apart. */
  private static List<Event> market(Random random, int steps) {
    List<Event> events = new ArrayList<>();
    long bid = 30_000_000_000_000L / 10;
    for (int i = 0; i < steps; i++) {
      long time = START + i * SECOND / 4;
      bid += (random.nextInt(7) - 3) * 10_000_000L;
      long ask = bid + (1 + random.nextInt(3)) * 10_000_000L;
      MarketFrame quote = new MarketFrame();
      quote.reset(FrameKind.BOOK_TICKER);
      quote.addBid(bid, (1 + random.nextInt(9)) * 1_000_000L);
      quote.addAsk(ask, (1 + random.nextInt(9)) * 1_000_000L);
      events.add(new Event(quote, new OrderBook(10), time));
      MarketFrame diff = new MarketFrame();
      diff.reset(FrameKind.DEPTH_DIFF);
      events.add(new Event(diff, book(random, diff, bid, ask), time));
      for (FrameKind kind : new FrameKind[] {FrameKind.TRADE, FrameKind.FORCE_ORDER}) {
        MarketFrame trade = new MarketFrame();
        trade.reset(kind);
        trade.sellerInitiated = random.nextBoolean();
        trade.price = trade.sellerInitiated ? bid : ask;
        trade.quantity = (1 + random.nextInt(5000)) * 1_000L;
        events.add(new Event(trade, new OrderBook(10), time));
      }
      MarketFrame mark = new MarketFrame();
      mark.reset(FrameKind.MARK_PRICE);
      mark.markPrice = bid + random.nextInt(40_000_000);
      mark.indexPrice = bid;
      mark.fundingRate = 1e-4;
      mark.nextFundingTimeNs = START + 3600 * SECOND;
      events.add(new Event(mark, new OrderBook(10), time));
    }
    return events;
  }

  private static EngineRun play(List<Event> events, Consumer<MarketFrame> alter, long shiftNs) {
    EngineRun run = new EngineRun(EngineRun.btc());
    for (Event event : events) {
      MarketFrame frame = copy(event.frame);
      alter.accept(frame);
      // The book is the sum of one frame here, so it follows from the altered frame.
      OrderBook book = new OrderBook(50);
      for (int i = 0; event.book.bidCount() > 0 && i < frame.bidCount; i++) {
        book.setBid(frame.bidPrices[i], frame.bidQuantities[i]);
        book.setAsk(frame.askPrices[i], frame.askQuantities[i]);
      }
      run.accept(frame, book, event.timeNs + shiftNs);
    }
    run.snapshot(events.get(events.size() - 1).timeNs + shiftNs);
    return run;
  }

  private static MarketFrame copy(MarketFrame from) {
    MarketFrame to = new MarketFrame();
    to.reset(from.kind);
    for (int i = 0; i < from.bidCount; i++) {
      to.addBid(from.bidPrices[i], from.bidQuantities[i]);
      to.addAsk(from.askPrices[i], from.askQuantities[i]);
    }
    to.price = from.price;
    to.quantity = from.quantity;
    to.sellerInitiated = from.sellerInitiated;
    to.markPrice = from.markPrice;
    to.indexPrice = from.indexPrice;
    to.fundingRate = from.fundingRate;
    to.nextFundingTimeNs = from.nextFundingTimeNs;
    return to;
  }

  private static void timesPrice(MarketFrame frame, long factor) {
    for (int i = 0; i < frame.bidCount; i++) {
      frame.bidPrices[i] *= factor;
      frame.askPrices[i] *= factor;
    }
    frame.price *= factor;
    frame.markPrice *= factor;
    frame.indexPrice *= factor;
  }

  private static void timesQuantity(MarketFrame frame, long factor) {
    for (int i = 0; i < frame.bidCount; i++) {
      frame.bidQuantities[i] *= factor;
      frame.askQuantities[i] *= factor;
    }
    frame.quantity *= factor;
  }

  /** Exponent of the quote currency (or of the base) in a unit of the catalogue. */
  private static int exponent(String unit, String dimension) {
    return switch (unit) {
      case "base", "base/bp" -> dimension.equals("base") ? 1 : 0;
      case "bps/base" -> dimension.equals("base") ? -1 : 0;
      // A notional grows with the price and with the quantity.
      case "quote" -> 1;
      case "bps/million quote" -> -1;
      default -> 0;
    };
  }

  /** Holds each feature to its unit: bit for bit, as factors of two are exact in doubles. */
  private static void compare(EngineRun run, EngineRun scaled, double factor, String dimension) {
    int valid = 0;
    for (FeatureDefinition feature : run.engine.catalogue().definitions()) {
      String id = feature.id();
      double expected = run.value(id) * Math.pow(factor, exponent(feature.unit(), dimension));
      assertThat(scaled.isValid(id)).as(id).isEqualTo(run.isValid(id));
      assertThat(scaled.value(id)).as(id).isEqualTo(expected);
      valid += run.isValid(id) ? 1 : 0;
    }
    assertThat(valid).isGreaterThan(110);
  }

  @Test
  void scaleWithPriceAsTheirUnitsSay() {
    Properties.forSeeds(
        3,
        (random, seed) -> {
          List<Event> market = market(random, 4 * 400);
          EngineRun run = play(market, frame -> {}, 0);
          for (long factor : new long[] {2, 64, 1024}) {
            EngineRun scaled = play(market, frame -> timesPrice(frame, factor), 0);
            compare(run, scaled, (double) factor, "quote");
          }
        });
  }

  @Test
  void scaleWithQuantityAsTheirUnitsSay() {
    Properties.forSeeds(
        3,
        (random, seed) -> {
          List<Event> market = market(random, 4 * 400);
          EngineRun run = play(market, frame -> {}, 0);
          for (long factor : new long[] {2, 4096}) {
            EngineRun scaled = play(market, frame -> timesQuantity(frame, factor), 0);
            compare(run, scaled, (double) factor, "base");
          }
        });
  }

  @Test
  void doNotDependOnTheDayThatItIs() {
    Properties.forSeeds(
        3,
        (random, seed) -> {
          List<Event> market = market(random, 4 * 400);
          EngineRun run = play(market, frame -> {}, 0);
          for (long days : new long[] {-19_000, 1, 3650}) {
            EngineRun moved =
                play(
                    market,
                    frame -> frame.nextFundingTimeNs += days * DAY * funding(frame),
                    days * DAY);
            assertThat(moved.values).isEqualTo(run.values);
            assertThat(moved.valid).isEqualTo(run.valid);
          }
        });
  }

  private static long funding(MarketFrame frame) {
    return frame.kind == FrameKind.MARK_PRICE ? 1 : 0;
  }

  @Test
  void doNotDependOnHowOftenTheyAreRead() {
    List<Event> market = market(new Random(4), 4 * 320);
    EngineRun often = new EngineRun(EngineRun.btc());
    EngineRun seldom = new EngineRun(EngineRun.btc());
    for (int i = 0; i < market.size(); i++) {
      Event event = market.get(i);
      often.accept(event.frame, event.book, event.timeNs);
      seldom.accept(event.frame, event.book, event.timeNs);
      often.snapshot(event.timeNs);
      if (i % 1601 == 1600) {
        seldom.snapshot(event.timeNs);
        assertThat(often.values).isEqualTo(seldom.values);
        assertThat(often.valid).isEqualTo(seldom.valid);
      }
    }
    assertThat(often.state()).isEqualTo(seldom.state());
  }

  @Test
  void sayNothingMovedAtAConstantPrice() {
    EngineRun run = new EngineRun(EngineRun.btc());
    Random random = new Random(5);
    for (int i = 0; i < 4 * 70 * 60; i++) {
      long now = START + i * SECOND / 4;
      run.quote(29_999.9, 1 + random.nextInt(5), 30_000, 1 + random.nextInt(5), now);
      run.trade(30_000, 0.1, true, now);
    }
    run.snapshot(START + 70 * 60 * SECOND);
    for (String bar : new String[] {"_1s", "_1m"}) {
      for (String zero :
          new String[] {
            "ema_dist_9",
            "ema_dist_21",
            "ema_dist_50",
            "macd",
            "macd_signal",
            "macd_hist",
            "atr_14",
            "bollinger_width",
            "roc_10",
            "realised_vol_60",
            "bipower_60"
          }) {
        assertThat(run.isValid(zero + bar)).as(zero + bar).isTrue();
        assertThat(run.value(zero + bar)).as(zero + bar).isCloseTo(0, within(1e-9));
      }
      for (String undefined :
          new String[] {
            "bollinger_b",
            "zscore_20",
            "stoch_k_14",
            "donchian_20",
            "jump_ratio_60",
            "realised_skew_60",
            "autocorr_60"
          }) {
        assertThat(run.isValid(undefined + bar)).as(undefined + bar).isFalse();
      }
      assertThat(run.value("rsi_14" + bar)).isEqualTo(50);
    }
    for (String window : new String[] {"_10s", "_60s", "_300s"}) {
      // Each bar has the same signed volume, whose mean is not exact: no slope, not noise.
      assertThat(run.isValid("kyle_lambda" + window)).isFalse();
      assertThat(run.value("amihud" + window)).isZero();
      assertThat(run.value("roll_spread" + window)).isZero();
      assertThat(run.value("trade_imbalance" + window)).isEqualTo(1);
      assertThat(run.value("vwap_dist" + window)).isCloseTo(0, within(1e-7));
    }
    assertThat(run.isValid("microprice_bps")).isFalse();
    assertThat(run.value("vpin")).isEqualTo(1);
  }
}
