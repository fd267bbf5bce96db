package io.cryptoscalp.engine.decode;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import java.nio.charset.StandardCharsets;

/**
 * Fields of the REST answers about the market's positions: open interest, its history, and the
 * ratio of long to short accounts. The last two are lists in order of time, of which the newest
 * element counts; the others must be whole as well.
 *
 * <p>The shares {@code longAccount} and {@code shortAccount} are not read: they say what the ratio
 * says, rounded, and the venue's own documents have answers in which they differ.
 */
final class PositionFields {
  private static final int INTEREST_DECIMALS = 6;
  private static final double INTEREST_SCALE = 1e6;
  private static final int RATIO_DECIMALS = 8;
  private static final double RATIO_SCALE = 1e8;
  private static final long TIME = FrameDecoder.pack("time");
  private static final long PAIR = FrameDecoder.pack("pair");
  private static final String OPEN_INTEREST = "openInterest";
  private static final String SUM_OPEN_INTEREST = "sumOpenInterest";
  private static final String LONG_SHORT_RATIO = "longShortRatio";
  private static final String TIMESTAMP = "timestamp";
  private static final String CONTRACT_TYPE = "contractType";
  private static final byte[] OPEN_INTEREST_KEY = FieldScan.ascii(OPEN_INTEREST);
  private static final byte[] SUM_KEY = FieldScan.ascii(SUM_OPEN_INTEREST);
  private static final byte[] RATIO_KEY = FieldScan.ascii(LONG_SHORT_RATIO);
  private static final byte[] TIMESTAMP_KEY = FieldScan.ascii(TIMESTAMP);
  private static final byte[] CONTRACT_TYPE_KEY = FieldScan.ascii(CONTRACT_TYPE);
  private static final byte[] PERPETUAL = FieldScan.ascii("PERPETUAL");
  private static final String PERPETUAL_SUFFIX = "_PERP";

  private final FieldScan fields;
  private final JsonCursor json;
  private final FieldScan.Field element;
  private final boolean byPair;
  private final boolean perpetual;
  private final byte[] pair;

  PositionFields(FieldScan fields, JsonCursor json, Instrument instrument) {
    this.fields = fields;
    this.json = json;
    this.element = this::elementField;
    byPair = instrument.venue() == Venue.BINANCE_COINM;
    String symbol = instrument.symbol();
    perpetual = symbol.endsWith(PERPETUAL_SUFFIX);
    int end = symbol.indexOf('_');
    pair = symbol.substring(0, end < 0 ? symbol.length() : end).getBytes(StandardCharsets.UTF_8);
  }

  /** What an element of a list, or the answer itself, must have. */
  int required() {
    return switch (fields.kind) {
      case OPEN_INTEREST -> FieldBits.NAME | FieldBits.TIME | FieldBits.QUANTITY;
      // Answers by pair tell the contract in a field of their own.
      case OPEN_INTEREST_HIST ->
          FieldBits.NAME | FieldBits.TIME | FieldBits.QUANTITY | (byPair ? FieldBits.TYPE : 0);
      default -> FieldBits.NAME | FieldBits.TIME | FieldBits.RATE;
    };
  }

  /** A field of {@code /openInterest}. */
  void openInterest(long key) {
    if (key == TIME) {
      fields.once(FieldBits.TIME);
      fields.out.transactionTimeNs = fields.time();
    } else if (key == -1 && json.keyEquals(OPEN_INTEREST_KEY)) {
      fields.longKey = OPEN_INTEREST;
      interest();
    } else {
      fields.common(key);
    }
  }

  /** The whole of a list; its elements overwrite each other. */
  void list() {
    if (!json.expectArray()) {
      return;
    }
    if (json.accept(']')) {
      // The venue knows nothing of the contract.
      fields.seen = 0;
      return;
    }
    long before = 0;
    do {
      fields.seen = 0;
      fields.nested(element);
      if (!fields.complete(required())) {
        return;
      }
      fields.longKey = TIMESTAMP;
      fields.require(fields.out.transactionTimeNs > before, -1, RejectCode.FRAME_MALFORMED);
      before = fields.out.transactionTimeNs;
    } while (json.ok() && json.accept(','));
    json.expect(']');
  }

  private void elementField(long key) {
    fields.longKey = "-";
    if (key == -1 && json.keyEquals(TIMESTAMP_KEY)) {
      fields.longKey = TIMESTAMP;
      fields.once(FieldBits.TIME);
      fields.out.transactionTimeNs = fields.time();
    } else if (byPair && key == PAIR) {
      fields.once(FieldBits.NAME);
      if (json.string() && !json.textEquals(pair)) {
        json.fail(RejectCode.SYMBOL_MISMATCH);
      }
    } else if (fields.kind == FrameKind.LONG_SHORT_RATIO) {
      ratioField(key);
    } else {
      sumField(key);
    }
  }

  private void sumField(long key) {
    if (key == -1 && json.keyEquals(SUM_KEY)) {
      fields.longKey = SUM_OPEN_INTEREST;
      interest();
    } else if (byPair && key == -1 && json.keyEquals(CONTRACT_TYPE_KEY)) {
      fields.longKey = CONTRACT_TYPE;
      fields.once(FieldBits.TYPE);
      if (json.string() && json.textEquals(PERPETUAL) != perpetual) {
        json.fail(RejectCode.SYMBOL_MISMATCH);
      }
    } else {
      fields.common(key);
    }
  }

  private void ratioField(long key) {
    if (key == -1 && json.keyEquals(RATIO_KEY)) {
      fields.longKey = LONG_SHORT_RATIO;
      fields.once(FieldBits.RATE);
      long scaled = json.decimal(RATIO_DECIMALS, RejectCode.RATIO_OUT_OF_RANGE);
      fields.require(scaled > 0, key, RejectCode.RATIO_OUT_OF_RANGE);
      fields.out.longShortRatio = scaled / RATIO_SCALE;
    } else {
      fields.common(key);
    }
  }

  /** Open interest may exceed every order by far, so it has a scale of its own. */
  private void interest() {
    fields.once(FieldBits.QUANTITY);
    long scaled = json.decimal(INTEREST_DECIMALS, RejectCode.QUANTITY_OUT_OF_RANGE);
    fields.require(scaled > 0, -1, RejectCode.QUANTITY_ZERO);
    fields.out.openInterest = scaled / INTEREST_SCALE;
  }
}
