package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Trades of Binance's perpetuals, two a second each, at prices that stand still but for noise until
 * they are told to move. It ends at a time, and goes on from there when it is given a later one.
 */
final class PlantedMarket implements MessageSource {
  private static final long HALF_SECOND = 500_000_000L;

  private final List<Line> lines = new ArrayList<>();
  private long next;
  private long untilStep;

  private static final class Line {
    final String symbol;
    final double base;
    double from = 1;
    double to = 1;
    long startStep;
    long steps = 1;

    Line(String symbol, double base) {
      this.symbol = symbol;
      this.base = base;
    }

    double factor(long step) {
      return from + (to - from) * Math.min(1, Math.max(0, (step - startStep) / (double) steps));
    }
  }

  /** Adds an instrument before the first message. */
  PlantedMarket with(String symbol, double price) {
    lines.add(new Line(symbol, price));
    return this;
  }

  /** Has a price go in a straight line to a factor on its first one, from now on. */
  void move(String symbol, double factor, int seconds) {
    long step = untilStep;
    for (Line line : lines) {
      if (line.symbol.equals(symbol)) {
        line.from = line.factor(step);
        line.to = factor;
        line.startStep = step;
        line.steps = 2L * seconds;
      }
    }
  }

  /** Goes on for so many seconds more. */
  PlantedMarket more(int seconds) {
    untilStep += 2L * seconds;
    return this;
  }

  /** Event time of its end, ns since the epoch. */
  long nowNs() {
    return TradingRig.START_NS + untilStep * HALF_SECOND;
  }

  @Override
  public @Nullable MarketMessage next() {
    long step = next / lines.size();
    if (step >= untilStep) {
      return null;
    }
    Line line = lines.get((int) (next++ % lines.size()));
    long timeNs = TradingRig.START_NS + step * HALF_SECOND;
    double price = line.base * line.factor(step) * (1 + 1e-5 * (step % 7 - 3));
    String text =
        String.format(
            Locale.ROOT,
            "{\"stream\":\"%s@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"T\":%d,\"s\":\"%s\","
                + "\"t\":%d,\"p\":\"%.1f0\",\"q\":\"1.000\",\"X\":\"MARKET\",\"m\":%b}}",
            line.symbol.toLowerCase(Locale.ROOT),
            timeNs / 1_000_000,
            timeNs / 1_000_000,
            line.symbol,
            1000 + step,
            price,
            step % 3 == 0);
    return new MarketMessage(
        Venue.BINANCE_USDM,
        line.symbol,
        "trade",
        timeNs + 3_000_000,
        text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {}
}
