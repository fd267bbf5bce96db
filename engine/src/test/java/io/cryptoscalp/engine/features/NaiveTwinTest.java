package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Do the incremental windows equal sums over the raw events? */
class NaiveTwinTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int[] WINDOWS = {1, 10, 60, 300};

  /** A trade as it came in; signed quantity. */
  private record Trade(long timeNs, double price, double quantity, double mid) {}

  /** A quote as it came in. */
  private record Quote(long timeNs, double bid, double bidSize, double ask, double askSize) {
    double mid() {
      return (bid + ask) / 2;
    }
  }

  private final List<Trade> trades = new ArrayList<>();
  private final List<Quote> quotes = new ArrayList<>();

  /** True when the time lies in the buckets that a window covers. */
  private static boolean inWindow(long timeNs, long nowNs, int seconds) {
    long bucket = seconds <= 10 ? 100_000_000L : 1_000_000_000L;
    long buckets = seconds * 1_000_000_000L / bucket;
    return timeNs / bucket > nowNs / bucket - buckets;
  }

  private void play(EngineRun run, Random random) {
    double[] mids = Properties.walk(random, 4000, 30_000, 2e-5);
    long now = START;
    for (double walked : mids) {
      now += random.nextInt(200_000_000);
      double bid = Math.rint(walked * 10) / 10;
      double ask = bid + 0.1 * (1 + random.nextInt(3));
      ask = Math.rint(ask * 10) / 10;
      Quote quote = new Quote(now, bid, 1 + random.nextInt(9), ask, 1 + random.nextInt(9));
      quotes.add(quote);
      run.quote(quote.bid, quote.bidSize, quote.ask, quote.askSize, now);
      if (random.nextBoolean()) {
        boolean buy = random.nextInt(10) < 6;
        double quantity = (1 + random.nextInt(3000)) / 1000.0;
        double price = buy ? ask : bid;
        trades.add(new Trade(now, price, buy ? quantity : -quantity, quote.mid()));
        run.trade(price, quantity, buy, now);
      }
    }
    run.snapshot(now);
    compareTrades(run, now);
    compareFlow(run, now);
  }

  private void compareTrades(EngineRun run, long now) {
    for (int window : WINDOWS) {
      double volume = 0;
      double signed = 0;
      double notional = 0;
      double effective = 0;
      int count = 0;
      for (Trade trade : trades) {
        if (inWindow(trade.timeNs, now, window)) {
          double quantity = Math.abs(trade.quantity);
          volume += quantity;
          signed += trade.quantity;
          notional += trade.price * quantity;
          double away = Math.signum(trade.quantity) * (trade.price - trade.mid);
          effective += 2 * away / trade.mid * 1e4 * quantity;
          count++;
        }
      }
      double last = trades.get(trades.size() - 1).price;
      close(run, "volume_" + window + "s", volume);
      close(run, "trade_rate_" + window + "s", count / (double) window);
      if (count > 0) {
        double vwap = notional / volume;
        close(run, "trade_imbalance_" + window + "s", signed / volume);
        close(run, "trade_size_" + window + "s", volume / count);
        close(run, "vwap_dist_" + window + "s", (last - vwap) / vwap * 1e4);
        close(run, "effective_spread_" + window + "s", effective / volume);
      }
    }
  }

  private void compareFlow(EngineRun run, long now) {
    for (int window : WINDOWS) {
      double flow = 0;
      double size = 0;
      int count = 0;
      for (int i = 1; i < quotes.size(); i++) {
        Quote a = quotes.get(i - 1);
        Quote b = quotes.get(i);
        if (inWindow(b.timeNs, now, window)) {
          flow += (b.bid >= a.bid ? b.bidSize : 0) - (b.bid <= a.bid ? a.bidSize : 0);
          flow += (b.ask >= a.ask ? a.askSize : 0) - (b.ask <= a.ask ? b.askSize : 0);
          size += (b.bidSize + b.askSize) / 2;
          count++;
        }
      }
      close(run, "ofi_l1_" + window + "s", flow / (size / count));
    }
    Quote last = quotes.get(quotes.size() - 1);
    double weighted =
        (last.ask * last.bidSize + last.bid * last.askSize) / (last.bidSize + last.askSize);
    close(run, "spread_bps", (last.ask - last.bid) / last.mid() * 1e4);
    close(run, "weighted_mid_bps", (weighted - last.mid()) / last.mid() * 1e4);
    close(run, "imbalance_l1", (last.bidSize - last.askSize) / (last.bidSize + last.askSize));
  }

  private static void close(EngineRun run, String id, double expected) {
    assertThat(run.isValid(id)).as(id).isTrue();
    assertThat(run.value(id)).as(id).isCloseTo(expected, within(1e-6));
  }

  @Test
  void windowsEqualSumsOverRawEvents() {
    Properties.forSeeds(
        10,
        (random, seed) -> {
          trades.clear();
          quotes.clear();
          play(new EngineRun(EngineRun.btc()), random);
        });
  }

  @Test
  void vpinOfOneSidedFlowIsOneAndOfAlternatingFlowIsNearZero() {
    Vpin oneSided = new Vpin(50);
    Vpin balanced = new Vpin(50);
    for (int i = 0; i < 1000; i++) {
      oneSided.onTrade(1, true, 10);
      balanced.onTrade(1, i % 2 == 0, 10);
    }
    assertThat(oneSided.value()).isEqualTo(1);
    assertThat(balanced.value()).isZero();
    oneSided.onTrade(1e9, false, 10);
    assertThat(oneSided.value()).isEqualTo(1);
  }
}
