package io.cryptoscalp.engine.decode;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;

/**
 * Reads the fields of one message of a known kind into the frame, and judges them once all are
 * there.
 */
final class FieldReader {
  private final JsonCursor json;
  private final Instrument instrument;
  private final FieldScan scan;
  private final BookFields book;
  private final PrintFields print;
  private final ReferenceFields reference;
  private final PositionFields positions;

  FieldReader(JsonCursor json, Instrument instrument) {
    this.json = json;
    this.instrument = instrument;
    this.scan = new FieldScan(json, instrument);
    this.book = new BookFields(scan, json);
    this.print = new PrintFields(scan, json);
    this.reference = new ReferenceFields(scan, json);
    this.positions = new PositionFields(scan, json, instrument);
  }

  void begin(FrameKind kind, MarketFrame out) {
    scan.begin(kind, out);
  }

  /** The field being read when something failed. */
  String fieldName() {
    if (scan.missing >= 0) {
      return FieldBits.MEANINGS[scan.missing];
    }
    if (scan.currentKey == 0) {
      return "-";
    }
    if (scan.currentKey < 0) {
      return scan.longKey;
    }
    StringBuilder name = new StringBuilder();
    for (long rest = scan.currentKey; rest != 0; rest >>>= 8) {
      name.insert(0, (char) (rest & 0xff));
    }
    return name.toString();
  }

  /** Reads a message that is a list. */
  void list() {
    positions.list();
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
    scan.currentKey = key;
    scan.longKey = "-";
    switch (scan.kind) {
      case DEPTH_DIFF -> book.depthDiff(key);
      case DEPTH_SNAPSHOT -> book.depthSnapshot(key);
      case BOOK_TICKER -> book.bookTicker(key);
      case TRADE -> print.trade(key);
      case AGG_TRADE -> print.aggTrade(key);
      case MARK_PRICE -> reference.markPrice(key);
      case FORCE_ORDER -> print.forceOrder(key);
      case KLINE -> reference.kline(key);
      case OPEN_INTEREST -> positions.openInterest(key);
      case OPEN_INTEREST_HIST, LONG_SHORT_RATIO, EXCHANGE_INFO, HEARTBEAT ->
          json.fail(RejectCode.FRAME_UNKNOWN);
    }
  }

  /** Fields without which the message cannot be used. */
  private int required() {
    return switch (scan.kind) {
      case DEPTH_DIFF ->
          FieldBits.EVENT
              | FieldBits.EVENT_TIME
              | FieldBits.NAME
              | FieldBits.FIRST_ID
              | FieldBits.LAST_ID
              | FieldBits.BID
              | FieldBits.ASK
              | (instrument.venue().isDerivative() ? FieldBits.PREVIOUS_ID : 0);
      case DEPTH_SNAPSHOT -> FieldBits.LAST_ID | FieldBits.BID | FieldBits.ASK;
      // Only spot sends tickers without event type and times.
      case BOOK_TICKER ->
          FieldBits.NAME
              | FieldBits.LAST_ID
              | FieldBits.BID
              | FieldBits.BID_SIZE
              | FieldBits.ASK
              | FieldBits.ASK_SIZE
              | (instrument.venue().isDerivative()
                  ? FieldBits.EVENT | FieldBits.EVENT_TIME | FieldBits.TIME
                  : 0);
      case TRADE ->
          FieldBits.EVENT
              | FieldBits.EVENT_TIME
              | FieldBits.NAME
              | FieldBits.LAST_ID
              | FieldBits.PRICE
              | FieldBits.QUANTITY
              | FieldBits.MAKER
              | FieldBits.TIME;
      case AGG_TRADE ->
          FieldBits.EVENT
              | FieldBits.EVENT_TIME
              | FieldBits.NAME
              | FieldBits.LAST_ID
              | FieldBits.FIRST_ID
              | FieldBits.SECOND_ID
              | FieldBits.PRICE
              | FieldBits.QUANTITY
              | FieldBits.MAKER
              | FieldBits.TIME;
      case MARK_PRICE -> FieldBits.EVENT | FieldBits.EVENT_TIME | FieldBits.NAME | FieldBits.PRICE;
      case FORCE_ORDER ->
          FieldBits.EVENT
              | FieldBits.EVENT_TIME
              | FieldBits.NESTED
              | FieldBits.NAME
              | FieldBits.MAKER
              | FieldBits.PRICE
              | FieldBits.QUANTITY;
      case KLINE ->
          FieldBits.EVENT
              | FieldBits.EVENT_TIME
              | FieldBits.NAME
              | FieldBits.NESTED
              | FieldBits.TIME
              | FieldBits.CLOSE_TIME
              | FieldBits.OPEN
              | FieldBits.HIGH
              | FieldBits.LOW
              | FieldBits.PRICE
              | FieldBits.QUANTITY
              | FieldBits.COUNT
              | FieldBits.CLOSED;
      case OPEN_INTEREST, OPEN_INTEREST_HIST, LONG_SHORT_RATIO -> positions.required();
      case EXCHANGE_INFO, HEARTBEAT -> 0;
    };
  }

  /** Judges the message as a whole. */
  void finish() {
    if (!scan.complete(required())) {
      return;
    }
    switch (scan.kind) {
      case TRADE, AGG_TRADE, FORCE_ORDER -> print.finish();
      case BOOK_TICKER -> book.finishTicker();
      case MARK_PRICE -> reference.finishMark();
      case KLINE -> reference.finishKline();
      case DEPTH_DIFF -> book.finishDiff();
      case DEPTH_SNAPSHOT,
          OPEN_INTEREST,
          OPEN_INTEREST_HIST,
          LONG_SHORT_RATIO,
          EXCHANGE_INFO,
          HEARTBEAT -> {
        // Levels and values were judged one by one.
      }
    }
  }
}
