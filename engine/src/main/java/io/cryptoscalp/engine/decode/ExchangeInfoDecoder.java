package io.cryptoscalp.engine.decode;

import io.cryptoscalp.engine.instrument.InstrumentListing;
import io.cryptoscalp.engine.instrument.Venue;
import java.util.function.Consumer;

/**
 * Reads Binance {@code exchangeInfo} answers (spot, USD-M, COIN-M), one instrument after the other,
 * in one pass and without a tree. Fields it does not know are skipped. Not thread-safe.
 */
public final class ExchangeInfoDecoder {
  private final JsonCursor json = new JsonCursor();
  private Venue venue = Venue.BINANCE_SPOT;
  private String field = "-";

  // The instrument being read.
  private String symbol = "";
  private String status = "";
  private String contractType = "";
  private String base = "";
  private String quote = "";
  private String settle = "";
  private double contractSize;
  private double maintenance;
  private double initial;
  private long tickSize;
  private long lotSize;
  private long minQuantity;
  private double maxQuantity;
  private double minNotional;

  // The filter being read; its type may stand behind its values.
  private String filterType = "";
  private long filterTick;
  private long filterStep;
  private long filterMin;
  private double filterMax;
  private double filterNotional;

  /**
   * Reads one answer.
   *
   * @param payload the message
   * @param from whose it is
   * @param out takes each instrument; those before a failure are delivered
   * @return NONE, or why the rest cannot be used
   */
  public RejectCode decode(byte[] payload, Venue from, Consumer<InstrumentListing> out) {
    venue = from;
    field = "-";
    json.reset(payload, 0, payload.length);
    boolean symbols = false;
    if (json.expect('{') && !json.accept('}')) {
      do {
        String key = key();
        if (key.equals("symbols")) {
          symbols = true;
          symbols(out);
        } else {
          json.skip();
        }
      } while (json.ok() && json.accept(','));
      json.expect('}');
    }
    json.expectEnd();
    if (json.ok() && !symbols) {
      field = "symbols";
      json.fail(RejectCode.FIELD_MISSING);
    }
    return json.error;
  }

  /** Field behind the last rejection. */
  public String detail() {
    return "symbol=" + symbol + " field=" + field + " at=" + json.failedAt();
  }

  private String key() {
    json.key();
    field = json.ok() ? json.text() : field;
    return field;
  }

  private void symbols(Consumer<InstrumentListing> out) {
    if (!json.expectArray() || json.accept(']')) {
      return;
    }
    do {
      symbol(out);
    } while (json.ok() && json.accept(','));
    json.expect(']');
  }

  private void symbol(Consumer<InstrumentListing> out) {
    clear();
    fields(() -> symbolField(key()));
    if (!json.ok()) {
      return;
    }
    String missing =
        symbol.isEmpty()
            ? "symbol"
            : status.isEmpty()
                ? "status"
                : base.isEmpty() ? "baseAsset" : quote.isEmpty() ? "quoteAsset" : "";
    if (!missing.isEmpty()) {
      field = missing;
      json.fail(RejectCode.FIELD_MISSING);
      return;
    }
    out.accept(
        new InstrumentListing(
            venue,
            symbol,
            status,
            contractType,
            base,
            quote,
            settle.isEmpty() ? quote : settle,
            contractSize,
            tickSize,
            lotSize,
            minQuantity,
            maxQuantity,
            minNotional,
            maintenance,
            initial));
  }

  private void clear() {
    symbol = "";
    status = "";
    contractType = "";
    base = "";
    quote = "";
    settle = "";
    contractSize = 1;
    maintenance = 0;
    initial = 1;
    tickSize = 0;
    lotSize = 0;
    minQuantity = 0;
    maxQuantity = 0;
    minNotional = 0;
  }

  /** Reads an object, a field at a time. */
  private void fields(Runnable next) {
    if (!json.expect('{') || json.accept('}')) {
      return;
    }
    do {
      next.run();
    } while (json.ok() && json.accept(','));
    json.expect('}');
  }

  private void symbolField(String key) {
    switch (key) {
      case "symbol" -> symbol = text();
      // COIN-M has its own word for it.
      case "status", "contractStatus" -> status = text();
      case "contractType" -> contractType = text();
      case "baseAsset" -> base = text();
      case "quoteAsset" -> quote = text();
      case "marginAsset" -> settle = text();
      case "contractSize" -> contractSize = json.integer();
      case "maintMarginPercent" -> maintenance = real() / 100;
      case "requiredMarginPercent" -> initial = real() / 100;
      case "filters" -> filters();
      default -> json.skip();
    }
  }

  private void filters() {
    if (!json.expectArray() || json.accept(']')) {
      return;
    }
    do {
      filterType = "";
      filterTick = 0;
      filterStep = 0;
      filterMin = 0;
      filterMax = 0;
      filterNotional = 0;
      fields(() -> filterField(key()));
      switch (filterType) {
        case "PRICE_FILTER" -> tickSize = filterTick;
        case "LOT_SIZE" -> {
          lotSize = filterStep;
          minQuantity = filterMin;
          maxQuantity = filterMax;
        }
        case "MIN_NOTIONAL", "NOTIONAL" -> minNotional = filterNotional;
        default -> {
          // Limits on the number of orders and the like.
        }
      }
    } while (json.ok() && json.accept(','));
    json.expect(']');
  }

  private void filterField(String key) {
    switch (key) {
      case "filterType" -> filterType = text();
      case "tickSize" -> filterTick = step(RejectCode.PRICE_OUT_OF_RANGE);
      case "stepSize" -> filterStep = step(RejectCode.QUANTITY_OUT_OF_RANGE);
      case "minQty" -> filterMin = step(RejectCode.QUANTITY_OUT_OF_RANGE);
      case "maxQty" -> filterMax = real();
      case "notional", "minNotional" -> filterNotional = real();
      default -> json.skip();
    }
  }

  private long step(RejectCode outOfRange) {
    return json.decimal(InstrumentListing.DECIMALS, outOfRange);
  }

  private String text() {
    return json.string() ? json.text() : "";
  }

  /** A decimal in quotes that may be larger than a scaled long holds. */
  private double real() {
    String text = text();
    if (!json.ok()) {
      return 0;
    }
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789.".indexOf(text.charAt(i)) < 0) {
        json.fail(RejectCode.NUMBER_INVALID);
        return 0;
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      json.fail(RejectCode.NUMBER_INVALID);
      return 0;
    }
  }
}
