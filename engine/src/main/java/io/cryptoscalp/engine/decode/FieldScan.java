package io.cryptoscalp.engine.decode;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * One message in the course of being read: which fields were seen, which is being read, and how the
 * values that several kinds share are written.
 */
final class FieldScan {
  private static final long SYMBOL = FrameDecoder.pack("symbol");
  private static final Map<FrameKind, byte[]> EVENT_NAMES = eventNames();

  private static final long SECOND = 1_000_000_000L;
  private static final long EARLIEST = 1_230_768_000L * SECOND;
  private static final long LATEST = 4_102_444_800L * SECOND;
  private static final long MAX_ID = 1L << 53;

  /** Reads one field of a nested object. */
  interface Field {
    void read(long key);
  }

  private final JsonCursor json;
  private final Instrument instrument;

  /** The symbol that messages must carry. */
  final byte[] symbol;

  /** What the message must be. */
  FrameKind kind = FrameKind.HEARTBEAT;

  /** Where values go. */
  MarketFrame out = new MarketFrame();

  /** {@link FieldBits} of the fields seen. */
  int seen;

  /** Key of the field being read; 0 before the first. */
  long currentKey;

  /** Name of the field being read when its key does not fit into a long. */
  String longKey = "-";

  /** Bit of the first field that is missing, -1 while none is known to be. */
  int missing = -1;

  /** True when the print is none of the market. */
  boolean notMarket;

  FieldScan(JsonCursor json, Instrument instrument) {
    this.json = json;
    this.instrument = instrument;
    this.symbol = instrument.symbol().getBytes(StandardCharsets.UTF_8);
  }

  void begin(FrameKind newKind, MarketFrame newOut) {
    kind = newKind;
    out = newOut;
    seen = 0;
    currentKey = 0;
    longKey = "-";
    missing = -1;
    notMarket = false;
  }

  void common(long key) {
    if (key == 'e') {
      once(FieldBits.EVENT);
      eventName();
    } else if (key == 'E') {
      once(FieldBits.EVENT_TIME);
      out.eventTimeNs = time();
    } else if (key == 's' || key == SYMBOL) {
      name();
    } else {
      json.skip();
    }
  }

  /** Reads the symbol, which must be the instrument's. */
  void name() {
    once(FieldBits.NAME);
    if (json.string() && !json.textEquals(symbol)) {
      json.fail(RejectCode.SYMBOL_MISMATCH);
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

  void once(int field) {
    if ((seen & field) != 0) {
      json.fail(RejectCode.FRAME_AMBIGUOUS);
    }
    seen |= field;
  }

  long price() {
    return json.decimal(instrument.priceDecimals(), RejectCode.PRICE_OUT_OF_RANGE);
  }

  long quantity() {
    return json.decimal(instrument.quantityDecimals(), RejectCode.QUANTITY_OUT_OF_RANGE);
  }

  /** An id: the venue's documents give them to clients that count in doubles. */
  long id() {
    long id = json.integer();
    if (id > MAX_ID) {
      json.fail(RejectCode.ID_OUT_OF_RANGE);
    }
    return id;
  }

  /** Venue time to ns: the number of digits tells s, ms, us and ns apart. */
  long time() {
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

  void nested(Field field) {
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

  /** Fails when one of these fields was not seen. */
  boolean complete(int required) {
    if (json.ok() && (seen & required) != required) {
      missing = Integer.numberOfTrailingZeros(required & ~seen);
      json.fail(RejectCode.FIELD_MISSING);
    }
    return json.ok();
  }

  void require(boolean condition, long field, RejectCode code) {
    if (!condition && json.ok()) {
      currentKey = field;
      json.fail(code);
    }
  }

  static byte[] ascii(String text) {
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
