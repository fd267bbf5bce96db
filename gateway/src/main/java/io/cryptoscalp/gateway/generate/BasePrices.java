package io.cryptoscalp.gateway.generate;

import io.cryptoscalp.engine.instrument.Instrument;
import java.util.Map;

/** Where the synthetic prices start, in quote units: the order of magnitude of the real ones. */
final class BasePrices {
  private static final Map<String, Double> BY_BASE =
      Map.of(
          "BTC", 61_800.0,
          "ETH", 2_680.0,
          "SOL", 155.0,
          "BNB", 520.0,
          "XRP", 0.62,
          "DOGE", 0.105,
          "ADA", 0.345,
          "LINK", 10.6,
          "LTC", 61.0);
  private static final double TICKS = 20_000;

  private BasePrices() {}

  static double of(Instrument instrument) {
    double tick = instrument.price(instrument.tickSize());
    return BY_BASE.getOrDefault(instrument.base(), TICKS * tick);
  }
}
