package io.cryptoscalp.engine.decode;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the fields of one message of a known kind into the frame, and judges them once all are
 * there.
 */
final class FieldReader {
  private static final long PU = FrameDecoder.pack("pu");
  private static final long BIDS = FrameDecoder.pack("bids");
  private static final long ASKS = FrameDecoder.pack("asks");
  private static final long SYMBOL = FrameDecoder.pack("symbol");
  private static final byte[] LAST_UPDATE_ID = ascii("lastUpdateId");
  private static final byte[] MARKET = ascii("MARKET");
  private static final byte[] BUY = ascii("BUY");
  private static final byte[] SELL = ascii("SELL");
  private static final Map<FrameKind, byte[]> EVENT_NAMES = eventNames();

  private static final long SECOND = 1_000_000_000L;
  private static final long EARLIEST = 1_230_768_000L * SECOND;
  private static final long LATEST = 4_102_444_800L * SECOND;
  private static final int RATE_DECIMALS = 12;
  private static final long MAX_ID = 1L << 53;

  /** Updates that one diff may cover; a venue sends one every 0.5 s at the latest. */
  private static final long MAX_SPAN = 100_000_000L;

  // Bits of the fields seen, to tell repeated and missing ones.
  private static final int EVENT = 1;
  private static final int EVENT_TIME = 1 << 1;
  private static final int TIME = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int FIRST_ID = 1 << 4;
  private static final int LAST_ID = 1 << 5;
  private static final int PREVIOUS_ID = 1 << 6;
  private static final int BID = 1 << 7;
  private static final int ASK = 1 << 8;
  private static final int BID_SIZE = 1 << 9;
  private static final int ASK_SIZE = 1 << 10;
  private static final int PRICE = 1 << 11;
  private static final int QUANTITY = 1 << 12;
  private static final int MAKER = 1 << 13;
  private static final int TYPE = 1 << 14;
  private static final int INDEX = 1 << 15;
  private static final int RATE = 1 << 16;
  private static final int NESTED = 1 << 17;
  private static final int OPEN = 1 << 18;
  private static final int HIGH = 1 << 19;
  private static final int LOW = 1 << 20;
  private static final int CLOSE_TIME = 1 << 21;
  private static final int COUNT = 1 << 22;
  private static final int TAKER = 1 << 23;
  private static final int CLOSED = 1 << 24;
  private static final int SECOND_ID = 1 << 25;

  /** What the bits above mean, for messages. */
  private static final String[] MEANINGS = {
    "eventType",
    "eventTime",
    "time",
    "symbol",
    "firstId",
    "id",
    "previousId",
    "bids",
    "asks",
    "bidQuantity",
    "askQuantity",
    "price",
    "quantity",
    "side",
    "type",
    "indexPrice",
    "rate",
    "body",
    "open",
    "high",
    "low",
    "closeTime",
    "count",
    "takerQuantity",
    "closed",
    "lastTradeId"
  };

  private final JsonCursor json;
  private final Instrument instrument;
  private final byte[] symbol;
  private FrameKind kind = FrameKind.HEARTBEAT;

  private MarketFrame out = new MarketFrame();
  private int seen;
  private long currentKey;
  private boolean notMarket;
  private int missing = -1;

  FieldReader(JsonCursor json, Instrument instrument) {
    this.json = json;
    this.instrument = instrument;
    this.symbol = ascii(instrument.symbol());
  }

  void begin(FrameKind newKind, MarketFrame newOut) {
    kind = newKind;
    out = newOut;
    seen = 0;
    currentKey = 0;
    notMarket = false;
    missing = -1;
  }

  /** The field being read when something failed. */
  String fieldName() {
    if (missing >= 0) {
      return MEANINGS[missing];
    }
    if (currentKey == 0) {
      return "-";
    }
    if (currentKey < 0) {
      return "lastUpdateId";
    }
    StringBuilder name = new StringBuilder();
    for (long rest = currentKey; rest != 0; rest >>>= 8) {
      name.insert(0, (char) (rest & 0xff));
    }
    return name.toString();
  }

  /** Reads an object whose keys are fields. */
  void object() {
    if (!json.expect('{') || json.accept('}')) {
      return;
    }
    do {
      field(json.key());
    } while (json.ok() && json.accept(','));
    json.expect('}');
  }

  /** Reads the value of one field. */
  void field(long key) {
    if (!json.ok()) {
      return;
    }
    currentKey = key;
    switch (kind) {
      case DEPTH_DIFF -> depthDiff(key);
      case DEPTH_SNAPSHOT -> depthSnapshot(key);
      case BOOK_TICKER -> bookTicker(key);
      case TRADE -> trade(key);
      case AGG_TRADE -> aggTrade(key);
      case MARK_PRICE -> markPrice(key);
      case FORCE_ORDER -> forceOrder(key);
      case KLINE -> kline(key);
      case EXCHANGE_INFO, HEARTBEAT -> json.fail(RejectCode.FRAME_UNKNOWN);
    }
  }

  private void common(long key) {
    if (key == 'e') {
      once(EVENT);
      eventName();
    } else if (key == 'E') {
      once(EVENT_TIME);
      out.eventTimeNs = time();
    } else if (key == 's' || key == SYMBOL) {
      once(NAME);
      if (json.string() && !json.textEquals(symbol)) {
        json.fail(RejectCode.SYMBOL_MISMATCH);
      }
    } else {
      json.skip();
    }
  }

  private void eventName() {
    if (!json.string()) {
      return;
    }
    byte[] wanted = EVENT_NAMES.get(kind);
    if (wanted != null && json.textEquals(wanted)) {
      return;
    }
    for (byte[] known : EVENT_NAMES.values()) {
      if (json.textEquals(known)) {
        json.fail(RejectCode.STREAM_MISMATCH);
        return;
      }
    }
    json.fail(RejectCode.FRAME_UNKNOWN);
  }

  private void depthDiff(long key) {
    if (key == 'T') {
      once(TIME);
      out.transactionTimeNs = time();
    } else if (key == 'U') {
      once(FIRST_ID);
      out.firstId = id();
    } else if (key == 'u') {
      once(LAST_ID);
      out.lastId = id();
    } else if (key == PU) {
      once(PREVIOUS_ID);
      out.previousId = id();
    } else if (key == 'b') {
      once(BID);
      levels(true);
    } else if (key == 'a') {
      once(ASK);
      levels(false);
    } else {
      common(key);
    }
  }

  private void depthSnapshot(long key) {
    if (key == BIDS) {
      once(BID);
      levels(true);
    } else if (key == ASKS) {
      once(ASK);
      levels(false);
    } else if (key == 'T') {
      once(TIME);
      out.transactionTimeNs = time();
    } else if (key == -1 && json.keyEquals(LAST_UPDATE_ID)) {
      once(LAST_ID);
      out.lastId = id();
      out.firstId = out.lastId;
    } else {
      common(key);
    }
  }

  private void levels(boolean bids) {
    if (!json.expectArray() || json.accept(']')) {
      return;
    }
    do {
      if (!json.expectArray()) {
        return;
      }
      long price = price();
      json.expect(',');
      long quantity = quantity();
      // Old REST answers carry a third, empty element.
      while (json.ok() && json.accept(',')) {
        json.skip();
      }
      json.expect(']');
      if (json.ok() && price == 0) {
        json.fail(RejectCode.PRICE_ZERO);
      }
      if (!json.ok()) {
        return;
      }
      if (bids) {
        out.addBid(price, quantity);
      } else {
        out.addAsk(price, quantity);
      }
    } while (json.accept(','));
    json.expect(']');
  }

  private void bookTicker(long key) {
    if (key == 'u') {
      once(LAST_ID);
      out.lastId = id();
    } else if (key == 'b') {
      once(BID);
      out.bidPrices[0] = price();
    } else if (key == 'B') {
      once(BID_SIZE);
      out.bidQuantities[0] = quantity();
    } else if (key == 'a') {
      once(ASK);
      out.askPrices[0] = price();
    } else if (key == 'A') {
      once(ASK_SIZE);
      out.askQuantities[0] = quantity();
    } else if (key == 'T') {
      once(TIME);
      out.transactionTimeNs = time();
    } else {
      common(key);
    }
  }

  private void trade(long key) {
    if (key == 't') {
      once(LAST_ID);
      out.lastId = id();
      out.firstId = out.lastId;
      out.lastTradeId = out.lastId;
    } else if (key == 'X') {
      once(TYPE);
      if (json.string()) {
        notMarket = !json.textEquals(MARKET);
      }
    } else {
      print(key);
    }
  }

  private void aggTrade(long key) {
    if (key == 'a') {
      once(LAST_ID);
      out.lastId = id();
    } else if (key == 'f') {
      once(FIRST_ID);
      out.firstId = id();
    } else if (key == 'l') {
      once(SECOND_ID);
      out.lastTradeId = id();
    } else {
      print(key);
    }
  }

  private void print(long key) {
    if (key == 'p') {
      once(PRICE);
      out.price = price();
    } else if (key == 'q') {
      once(QUANTITY);
      out.quantity = quantity();
    } else if (key == 'm') {
      once(MAKER);
      out.sellerInitiated = json.bool();
    } else if (key == 'T') {
      once(TIME);
      out.transactionTimeNs = time();
    } else {
      common(key);
    }
  }

  private void markPrice(long key) {
    if (key == 'p') {
      once(PRICE);
      out.markPrice = price();
    } else if (key == 'i') {
      once(INDEX);
      out.indexPrice = price();
    } else if (key == 'r') {
      once(RATE);
      out.fundingRate = rate();
    } else if (key == 'T') {
      once(TIME);
      // Dated contracts have no funding and send 0.
      out.nextFundingTimeNs = json.peek() == '0' ? json.integer() : time();
    } else {
      common(key);
    }
  }

  /** A funding rate: signed decimal text, empty for contracts without funding. */
  private double rate() {
    if (json.acceptEmptyString()) {
      return Double.NaN;
    }
    return json.signedDecimal(RATE_DECIMALS, RejectCode.NUMBER_INVALID) / 1e12;
  }

  private void forceOrder(long key) {
    if (key == 'o') {
      once(NESTED);
      nested(this::forceOrderField);
    } else {
      common(key);
    }
  }

  private void forceOrderField(long key) {
    if (key == 'S') {
      once(MAKER);
      if (json.string()) {
        out.sellerInitiated = json.textEquals(SELL);
        if (!out.sellerInitiated && !json.textEquals(BUY)) {
          json.fail(RejectCode.FIELD_WRONG_TYPE);
        }
      }
    } else if (key == 'p') {
      once(PRICE);
      out.price = price();
    } else if (key == 'q') {
      once(QUANTITY);
      out.quantity = quantity();
    } else if (key == 'T') {
      once(TIME);
      out.transactionTimeNs = time();
    } else {
      common(key);
    }
  }

  private void kline(long key) {
    if (key == 'k') {
      once(NESTED);
      // The candle repeats the symbol of the event.
      seen &= ~NAME;
      nested(this::klineField);
    } else {
      common(key);
    }
  }

  private void klineField(long key) {
    if (key == 't') {
      once(TIME);
      out.openTimeNs = time();
    } else if (key == 'T') {
      once(CLOSE_TIME);
      out.closeTimeNs = time();
    } else if (key == 'o') {
      once(OPEN);
      out.openPrice = price();
    } else if (key == 'c') {
      once(PRICE);
      out.price = price();
    } else if (key == 'h') {
      once(HIGH);
      out.highPrice = price();
    } else if (key == 'l') {
      once(LOW);
      out.lowPrice = price();
    } else if (key == 'v') {
      once(QUANTITY);
      out.quantity = quantity();
    } else if (key == 'V') {
      once(TAKER);
      out.takerBuyQuantity = quantity();
    } else if (key == 'n') {
      once(COUNT);
      out.tradeCount = json.integer();
    } else if (key == 'x') {
      once(CLOSED);
      out.closed = json.bool();
    } else if (key == 's') {
      if (json.string() && !json.textEquals(symbol)) {
        json.fail(RejectCode.SYMBOL_MISMATCH);
      }
    } else {
      json.skip();
    }
  }

  private interface Field {
    void read(long key);
  }

  private void nested(Field field) {
    if (!json.expect('{') || json.accept('}')) {
      return;
    }
    do {
      long key = json.key();
      if (json.ok()) {
        currentKey = key;
        field.read(key);
      }
    } while (json.ok() && json.accept(','));
    json.expect('}');
  }

  private void once(int field) {
    if ((seen & field) != 0) {
      json.fail(RejectCode.FRAME_AMBIGUOUS);
    }
    seen |= field;
  }

  private long price() {
    return json.decimal(instrument.priceDecimals(), RejectCode.PRICE_OUT_OF_RANGE);
  }

  private long quantity() {
    return json.decimal(instrument.quantityDecimals(), RejectCode.QUANTITY_OUT_OF_RANGE);
  }

  /** An id: the venue's documents give them to clients that count in doubles. */
  private long id() {
    long id = json.integer();
    if (id > MAX_ID) {
      json.fail(RejectCode.ID_OUT_OF_RANGE);
    }
    return id;
  }

  /** Venue time to ns: the number of digits tells s, ms, us and ns apart. */
  private long time() {
    long raw = json.integer();
    if (!json.ok()) {
      return 0;
    }
    long unit =
        raw < 100_000_000_000L
            ? SECOND
            : raw < 100_000_000_000_000L ? 1_000_000L : raw < 100_000_000_000_000_000L ? 1_000L : 1;
    // Judged before the product is formed: it would wrap round into the valid years.
    if (raw < EARLIEST / unit || raw > LATEST / unit) {
      json.fail(RejectCode.TIME_OUT_OF_RANGE);
      return 0;
    }
    return raw * unit;
  }

  /** Judges the message as a whole. */
  void finish() {
    int required =
        switch (kind) {
          case DEPTH_DIFF ->
              EVENT
                  | EVENT_TIME
                  | NAME
                  | FIRST_ID
                  | LAST_ID
                  | BID
                  | ASK
                  | (instrument.venue().isDerivative() ? PREVIOUS_ID : 0);
          case DEPTH_SNAPSHOT -> LAST_ID | BID | ASK;
          // Only spot sends tickers without event type and times.
          case BOOK_TICKER ->
              NAME
                  | LAST_ID
                  | BID
                  | BID_SIZE
                  | ASK
                  | ASK_SIZE
                  | (instrument.venue().isDerivative() ? EVENT | EVENT_TIME | TIME : 0);
          case TRADE -> EVENT | EVENT_TIME | NAME | LAST_ID | PRICE | QUANTITY | MAKER | TIME;
          case AGG_TRADE ->
              EVENT
                  | EVENT_TIME
                  | NAME
                  | LAST_ID
                  | FIRST_ID
                  | SECOND_ID
                  | PRICE
                  | QUANTITY
                  | MAKER
                  | TIME;
          case MARK_PRICE -> EVENT | EVENT_TIME | NAME | PRICE;
          case FORCE_ORDER -> EVENT | EVENT_TIME | NESTED | NAME | MAKER | PRICE | QUANTITY;
          case KLINE ->
              EVENT
                  | EVENT_TIME
                  | NESTED
                  | TIME
                  | CLOSE_TIME
                  | OPEN
                  | HIGH
                  | LOW
                  | PRICE
                  | QUANTITY
                  | COUNT
                  | CLOSED;
          case EXCHANGE_INFO, HEARTBEAT -> 0;
        };
    if ((seen & required) != required) {
      missing = Integer.numberOfTrailingZeros(required & ~seen);
      json.fail(RejectCode.FIELD_MISSING);
      return;
    }
    switch (kind) {
      case TRADE, AGG_TRADE, FORCE_ORDER -> finishPrint();
      case BOOK_TICKER -> finishTicker();
      case MARK_PRICE -> require(out.markPrice > 0, 'p', RejectCode.PRICE_ZERO);
      case KLINE -> finishKline();
      case DEPTH_DIFF -> {
        require(out.firstId <= out.lastId, 'U', RejectCode.FRAME_MALFORMED);
        require(out.lastId - out.firstId <= MAX_SPAN, 'u', RejectCode.ID_OUT_OF_RANGE);
      }
      case DEPTH_SNAPSHOT, EXCHANGE_INFO, HEARTBEAT -> {
        // Levels were judged one by one.
      }
    }
  }

  private void finishPrint() {
    require(!notMarket, 'X', RejectCode.TRADE_NOT_MARKET);
    require(out.price > 0, 'p', RejectCode.PRICE_ZERO);
    require(out.quantity > 0, 'q', RejectCode.QUANTITY_ZERO);
  }

  private void finishTicker() {
    out.bidCount = 1;
    out.askCount = 1;
    require(out.bidPrices[0] > 0, 'b', RejectCode.PRICE_ZERO);
    require(out.askPrices[0] > 0, 'a', RejectCode.PRICE_ZERO);
    require(out.bidPrices[0] < out.askPrices[0], 'b', RejectCode.QUOTE_CROSSED);
  }

  private void finishKline() {
    require(out.lowPrice > 0, 'l', RejectCode.PRICE_ZERO);
    require(
        out.highPrice >= Math.max(out.openPrice, out.price)
            && out.lowPrice <= Math.min(out.openPrice, out.price)
            && out.openTimeNs < out.closeTimeNs,
        'h',
        RejectCode.KLINE_INCONSISTENT);
  }

  private void require(boolean condition, char field, RejectCode code) {
    if (!condition && json.ok()) {
      currentKey = field;
      json.fail(code);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<FrameKind, byte[]> eventNames() {
    Map<FrameKind, byte[]> names = new HashMap<>();
    names.put(FrameKind.DEPTH_DIFF, ascii("depthUpdate"));
    names.put(FrameKind.BOOK_TICKER, ascii("bookTicker"));
    names.put(FrameKind.TRADE, ascii("trade"));
    names.put(FrameKind.AGG_TRADE, ascii("aggTrade"));
    names.put(FrameKind.MARK_PRICE, ascii("markPriceUpdate"));
    names.put(FrameKind.FORCE_ORDER, ascii("forceOrder"));
    names.put(FrameKind.KLINE, ascii("kline"));
    return names;
  }
}
