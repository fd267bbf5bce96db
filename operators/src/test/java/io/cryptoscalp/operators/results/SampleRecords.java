package io.cryptoscalp.operators.results;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import org.jspecify.annotations.Nullable;

/** Records with values that are easy to get wrong. */
final class SampleRecords {
  static final Instrument BTC =
      new Instrument(
          "BTCUSDT-PERP.BINANCE",
          "BTCUSDT",
          Venue.BINANCE_USDM,
          "BTC",
          "USDT",
          "USDT",
          false,
          8,
          8,
          10_000_000,
          100_000,
          100_000,
          5,
          1,
          0.0002,
          0.0005,
          0.004,
          125);

  static final Order ORDER =
      new Order(
          "mb-1-\"quoted\"\\",
          Order.Kind.NEW,
          "paper-1",
          "momentum-breakout",
          BTC.id(),
          Side.SELL,
          OrderType.STOP_MARKET,
          0,
          6_180_020_000_000L,
          300_001,
          true,
          "intent-1",
          "",
          "tab\there, newline\nthere, NUL\u0000, Größe ₿ 🚀",
          1_700_000_000_123_456_789L,
          1_700_000_000_223_456_789L);

  static final ExecutionReport REPORT =
      new ExecutionReport(
          "r-1",
          "mb-1",
          "paper-1",
          "momentum-breakout",
          BTC.id(),
          Side.BUY,
          ExecutionReport.Status.PARTIALLY_FILLED,
          1,
          9_007_199_254_740_993L,
          1,
          299_999,
          -0.1,
          true,
          "",
          1_700_000_000_123_456_789L);

  private SampleRecords() {}

  static @Nullable Instrument catalogue(String id) {
    return id.equals(BTC.id()) ? BTC : null;
  }
}
