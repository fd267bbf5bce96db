package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.testing.Properties;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Are features masked, never NaN, infinite or out of range, on input at the edge of sense? */
class FeatureDegenerateInputTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;

  private final EngineRun run = new EngineRun(EngineRun.btc());

  private void check(long timeNs) {
    run.snapshot(timeNs);
    for (int i = 0; i < run.values.length; i++) {
      FeatureDefinition feature = run.engine.catalogue().get(i);
      assertThat(run.values[i]).as(feature.id()).isFinite();
      if (run.isValid(feature.id())) {
        assertThat(run.values[i]).as(feature.id()).isBetween(feature.min(), feature.max());
      } else {
        assertThat(run.values[i]).as(feature.id()).isZero();
      }
    }
  }

  private long valid(String... families) {
    return run.engine.catalogue().definitions().stream()
        .filter(feature -> List.of(families).contains(feature.family()))
        .filter(feature -> run.isValid(feature.id()))
        .count();
  }

  private void play(int steps, long from) {
    Random random = new Random(1);
    double[] prices = Properties.walk(random, steps, 30_000, 1e-4);
    for (int i = 0; i < steps; i++) {
      run.step(random, new OrderBook(50), prices[i], from + i * SECOND / 4);
    }
  }

  @Test
  void beforeAnyEventOnlyTheTimeOfDayIsKnown() {
    check(START);
    assertThat(valid("quote", "depth", "trade", "bar-1s", "bar-1m", "return", "mark")).isZero();
    assertThat(run.isValid("day_sin")).isTrue();
  }

  @Test
  void afterASingleTickNothingElseIsKnown() {
    run.trade(30_000, 1, true, START);
    check(START + SECOND);
    assertThat(run.value("trade_age")).isEqualTo(1);
    assertThat(run.isValid("last_trade_bps")).isFalse();
    assertThat(valid("quote", "depth", "bar-1s", "bar-1m", "return", "mark")).isZero();
  }

  @Test
  void silentMinutesEmptyTheWindowsAndKeepTheLastState() {
    play(4 * 310, START);
    long last = START + (4 * 310 - 1) * SECOND / 4;
    check(last);
    double spread = run.value("spread_bps");
    long later = last + 20 * 60 * SECOND;
    check(later);
    for (String window : new String[] {"_1s", "_10s", "_60s", "_300s"}) {
      assertThat(run.value("trade_rate" + window)).isZero();
      assertThat(run.isValid("trade_rate" + window)).isTrue();
      assertThat(run.value("volume" + window)).isZero();
      assertThat(run.isValid("trade_imbalance" + window)).isFalse();
      assertThat(run.isValid("vwap_dist" + window)).isFalse();
      assertThat(run.isValid("spread_mean" + window)).isFalse();
      assertThat(run.isValid("ofi_l1" + window)).isFalse();
      assertThat(run.isValid("ofi_l5" + window)).isFalse();
      assertThat(run.isValid("cancel_ratio" + window)).isFalse();
    }
    assertThat(run.value("spread_bps")).isEqualTo(spread);
    assertThat(run.value("trade_age")).isGreaterThan(1199);
    run.trade(30_000, 2, false, later);
    check(later);
    assertThat(run.value("volume_1s")).isCloseTo(2, within(1e-12));
    assertThat(run.value("trade_imbalance_300s")).isEqualTo(-1);
  }

  @Test
  void crossedLockedAndEmptyTouchesAndBooksAreMaskedUntilTheNextSoundOne() {
    play(400, START);
    long now = START + 100 * SECOND;
    OrderBook empty = new OrderBook(10);
    OrderBook crossed = new OrderBook(10);
    crossed.setBid(101, 5);
    crossed.setAsk(100, 5);
    OrderBook bidOnly = new OrderBook(10);
    bidOnly.setBid(101, 5);
    String[] touch = {
      "spread_bps",
      "weighted_mid_bps",
      "microprice_bps",
      "imbalance_l1",
      "spread_ratio",
      "last_trade_bps",
      "mid_mark_bps"
    };
    for (int i = 0; i < 4; i++) {
      run.quote(30_000, 1, i == 0 ? 29_999 : i == 1 ? 30_000 : 30_001, i == 2 ? 0 : 1, now + i);
      if (i == 3) {
        run.engine.onQuote(0, 0, 0, 0, now + i);
      }
      check(now + i);
      for (String id : touch) {
        assertThat(run.isValid(id)).as(id + " in case " + i).isFalse();
      }
    }
    for (OrderBook unsound : new OrderBook[] {empty, crossed, bidOnly}) {
      run.depth(unsound, now + 10);
      check(now + 10);
      for (FeatureDefinition feature : run.engine.catalogue().definitions()) {
        if (feature.warmUp().startsWith("first two-sided book")) {
          assertThat(run.isValid(feature.id())).as(feature.id()).isFalse();
        }
      }
      run.step(new Random(3), new OrderBook(50), 30_000, now + 20);
      check(now + 20);
      assertThat(run.isValid("imbalance_l5")).isTrue();
      assertThat(run.isValid("spread_bps")).isTrue();
    }
  }

  @Test
  void theLargestPricesAndQuantitiesStayInRange() {
    Random random = new Random(8);
    for (int i = 0; i < 4 * 400; i++) {
      long now = START + i * SECOND / 4;
      long price = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : Long.MAX_VALUE - 60;
      long quantity = random.nextInt(3) == 0 ? 1 : Long.MAX_VALUE;
      run.engine.onQuote(price, quantity, price + 1, Long.MAX_VALUE, now);
      MarketFrame frame = new MarketFrame();
      frame.reset(FrameKind.DEPTH_DIFF);
      OrderBook book = new OrderBook(50);
      for (int level = 0; level < 20; level++) {
        frame.addBid(Math.max(1, price - level), quantity);
        frame.addAsk(price + 1 + level, Long.MAX_VALUE);
        book.setBid(frame.bidPrices[level], frame.bidQuantities[level]);
        book.setAsk(frame.askPrices[level], frame.askQuantities[level]);
      }
      run.accept(frame, book, now);
      for (FrameKind kind : new FrameKind[] {FrameKind.TRADE, FrameKind.FORCE_ORDER}) {
        frame.reset(kind);
        frame.price = price;
        frame.quantity = quantity;
        frame.sellerInitiated = random.nextBoolean();
        run.accept(frame, book, now);
      }
      frame.reset(FrameKind.MARK_PRICE);
      frame.markPrice = price;
      frame.indexPrice = Long.MAX_VALUE;
      run.accept(frame, book, now);
      if (i % 5 == 0) {
        check(now);
      }
    }
    assertThat(run.isValid("imbalance_l5")).isTrue();
    assertThat(run.isValid("trade_imbalance_300s")).isTrue();
    assertThat(run.isValid("kyle_lambda_300s")).isTrue();
  }
}
