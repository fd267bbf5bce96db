package io.cryptoscalp.gateway.generate;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Writes messages as Binance does: combined-stream wrapper, key order and number format. */
final class WireFormat {
  private static final int SPOT_DECIMALS = 8;

  private final Instrument instrument;
  private final String lowerSymbol;
  private final int priceDecimals;
  private final int quantityDecimals;
  private final long tickUnits;
  private final long lotUnits;
  private final StringBuilder text = new StringBuilder(2048);

  WireFormat(Instrument instrument) {
    this.instrument = instrument;
    this.lowerSymbol = instrument.symbol().toLowerCase(Locale.ROOT);
    boolean spot = instrument.venue() == Venue.BINANCE_SPOT;
    priceDecimals =
        spot ? SPOT_DECIMALS : decimals(instrument.tickSize(), instrument.priceDecimals());
    quantityDecimals =
        spot ? SPOT_DECIMALS : decimals(instrument.lotSize(), instrument.quantityDecimals());
    tickUnits = rescale(instrument.tickSize(), instrument.priceDecimals(), priceDecimals);
    lotUnits = rescale(instrument.lotSize(), instrument.quantityDecimals(), quantityDecimals);
  }

  private static int decimals(long step, int scale) {
    int decimals = scale;
    for (long rest = step; decimals > 0 && rest % 10 == 0; rest /= 10) {
      decimals--;
    }
    return decimals;
  }

  private static long rescale(long value, int from, int to) {
    long result = value;
    for (int i = from; i > to; i--) {
      result /= 10;
    }
    for (int i = from; i < to; i++) {
      result *= 10;
    }
    return result;
  }

  byte[] bookTicker(SyntheticBook book, long eventMs) {
    open("bookTicker");
    if (instrument.venue() == Venue.BINANCE_SPOT) {
      text.append("{\"u\":").append(book.updateId());
    } else {
      text.append("{\"e\":\"bookTicker\",\"u\":").append(book.updateId());
    }
    symbol();
    text.append(",\"b\":");
    price(book.bestBid());
    text.append(",\"B\":");
    quantity(book.bestBidLots());
    text.append(",\"a\":");
    price(book.bestAsk());
    text.append(",\"A\":");
    quantity(book.bestAskLots());
    if (instrument.venue() != Venue.BINANCE_SPOT) {
      text.append(",\"T\":").append(eventMs).append(",\"E\":").append(eventMs);
    }
    return close();
  }

  byte[] depthDiff(SyntheticBook book, long eventMs) {
    boolean derivative = instrument.venue().isDerivative();
    open(derivative ? "depth@0ms" : "depth@100ms");
    text.append("{\"e\":\"depthUpdate\",\"E\":").append(eventMs);
    if (derivative) {
      text.append(",\"T\":").append(eventMs);
    }
    symbol();
    text.append(",\"U\":").append(book.lastDiffId() + 1).append(",\"u\":").append(book.updateId());
    if (derivative) {
      text.append(",\"pu\":").append(book.lastDiffId());
    }
    text.append(",\"b\":");
    levels(book.changedBids());
    text.append(",\"a\":");
    levels(book.changedAsks());
    return close();
  }

  byte[] snapshot(SyntheticBook book, long eventMs) {
    text.setLength(0);
    text.append("{\"lastUpdateId\":").append(book.updateId());
    if (instrument.venue().isDerivative()) {
      text.append(",\"E\":").append(eventMs).append(",\"T\":").append(eventMs);
    }
    text.append(",\"bids\":");
    levels(book.bids());
    text.append(",\"asks\":");
    levels(book.asks());
    return bytes(text.append('}'));
  }

  byte[] trade(long id, long ticks, long lots, boolean buyerIsMaker, long eventMs) {
    boolean spot = instrument.venue() == Venue.BINANCE_SPOT;
    open("trade");
    text.append("{\"e\":\"trade\",\"E\":").append(eventMs);
    if (!spot) {
      text.append(",\"T\":").append(eventMs);
    }
    symbol();
    text.append(",\"t\":").append(id).append(",\"p\":");
    price(ticks);
    text.append(",\"q\":");
    quantity(lots);
    if (spot) {
      text.append(",\"b\":").append(2 * id).append(",\"a\":").append(2 * id + 1);
      text.append(",\"T\":").append(eventMs);
    } else {
      text.append(",\"X\":\"MARKET\"");
    }
    text.append(",\"m\":").append(buyerIsMaker);
    if (spot) {
      text.append(",\"M\":true");
    }
    return close();
  }

  byte[] markPrice(double mark, double index, double fundingRate, long nextMs, long eventMs) {
    open("markPrice@1s");
    text.append("{\"e\":\"markPriceUpdate\",\"E\":").append(eventMs);
    symbol();
    text.append(",\"p\":\"").append(decimal(mark));
    text.append("\",\"i\":\"").append(decimal(index));
    text.append("\",\"P\":\"").append(decimal(index));
    text.append("\",\"r\":\"").append(String.format(Locale.ROOT, "%.8f", fundingRate));
    text.append("\",\"T\":").append(nextMs);
    return close();
  }

  byte[] forceOrder(long ticks, long lots, boolean sell, long eventMs) {
    open("forceOrder");
    text.append("{\"e\":\"forceOrder\",\"E\":").append(eventMs).append(",\"o\":{\"s\":\"");
    text.append(instrument.symbol()).append("\",\"S\":\"").append(sell ? "SELL" : "BUY");
    text.append("\",\"o\":\"LIMIT\",\"f\":\"IOC\",\"q\":");
    quantity(lots);
    text.append(",\"p\":");
    price(ticks);
    text.append(",\"ap\":");
    price(ticks);
    text.append(",\"X\":\"FILLED\",\"l\":");
    quantity(lots);
    text.append(",\"z\":");
    quantity(lots);
    text.append(",\"T\":").append(eventMs).append('}');
    return close();
  }

  /** The REST answer to {@code /openInterest}. */
  byte[] openInterest(long lots, long timeMs) {
    text.setLength(0);
    text.append("{\"openInterest\":");
    quantity(lots);
    text.append(",\"symbol\":\"").append(instrument.symbol()).append('"');
    if (instrument.venue() == Venue.BINANCE_COINM) {
      boolean perpetual = instrument.symbol().endsWith("_PERP");
      text.append(",\"pair\":\"").append(pair()).append("\",\"contractType\":\"");
      text.append(perpetual ? "PERPETUAL" : "CURRENT_QUARTER").append('"');
    }
    return bytes(text.append(",\"time\":").append(timeMs).append('}'));
  }

  /** The REST answer to {@code /futures/data/globalLongShortAccountRatio} with a limit of one. */
  byte[] longShortRatio(double longShare, long periodMs) {
    text.setLength(0);
    text.append("[{\"");
    if (instrument.venue() == Venue.BINANCE_COINM) {
      text.append("pair\":\"").append(pair());
    } else {
      text.append("symbol\":\"").append(instrument.symbol());
    }
    text.append("\",\"longAccount\":\"").append(share(longShare));
    text.append("\",\"longShortRatio\":\"").append(share(longShare / (1 - longShare)));
    text.append("\",\"shortAccount\":\"").append(share(1 - longShare));
    return bytes(text.append("\",\"timestamp\":").append(periodMs).append("}]"));
  }

  private String pair() {
    int dash = instrument.symbol().indexOf('_');
    return dash < 0 ? instrument.symbol() : instrument.symbol().substring(0, dash);
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private void open(String stream) {
    text.setLength(0);
    text.append("{\"stream\":\"").append(lowerSymbol).append('@').append(stream);
    text.append("\",\"data\":");
  }

  private byte[] close() {
    return bytes(text.append("}}"));
  }

  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void symbol() {
    text.append(",\"s\":\"").append(instrument.symbol()).append('"');
    if (instrument.venue() == Venue.BINANCE_COINM) {
      text.append(",\"ps\":\"").append(pair()).append('"');
    }
  }

  private void levels(Map<Long, Long> levels) {
    text.append('[');
    String separator = "";
    for (Map.Entry<Long, Long> level : levels.entrySet()) {
      text.append(separator).append('[');
      price(level.getKey());
      text.append(',');
      quantity(level.getValue());
      text.append(']');
      separator = ",";
    }
    text.append(']');
  }

  private void price(long ticks) {
    fixed(ticks * tickUnits, priceDecimals);
  }

  private void quantity(long lots) {
    fixed(lots * lotUnits, quantityDecimals);
  }

  private void fixed(long value, int decimals) {
    text.append('"');
    if (decimals == 0) {
      text.append(value);
    } else {
      long unit = 1;
      for (int i = 0; i < decimals; i++) {
        unit *= 10;
      }
      text.append(value / unit).append('.');
      String fraction = Long.toString(value % unit);
      text.append("0".repeat(decimals - fraction.length())).append(fraction);
    }
    text.append('"');
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.8f", value);
  }
}
