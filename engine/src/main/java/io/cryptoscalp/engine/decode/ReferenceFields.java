package io.cryptoscalp.engine.decode;

/** Fields of messages that the venue computes: mark prices and candles. */
final class ReferenceFields {
  private static final int RATE_DECIMALS = 12;

  private final FieldScan fields;
  private final JsonCursor json;
  private final FieldScan.Field candle;

  ReferenceFields(FieldScan fields, JsonCursor json) {
    this.fields = fields;
    this.json = json;
    this.candle = this::klineField;
  }

  void markPrice(long key) {
    if (key == 'p') {
      fields.once(FieldBits.PRICE);
      fields.out.markPrice = fields.price();
    } else if (key == 'i') {
      fields.once(FieldBits.INDEX);
      fields.out.indexPrice = fields.price();
    } else if (key == 'r') {
      fields.once(FieldBits.RATE);
      fields.out.fundingRate = rate();
    } else if (key == 'T') {
      fields.once(FieldBits.TIME);
      // Dated contracts have no funding and send 0.
      fields.out.nextFundingTimeNs = json.peek() == '0' ? json.integer() : fields.time();
    } else {
      fields.common(key);
    }
  }

  /** A funding rate: signed decimal text, empty for contracts without funding. */
  private double rate() {
    if (json.acceptEmptyString()) {
      return Double.NaN;
    }
    return json.signedDecimal(RATE_DECIMALS, RejectCode.NUMBER_INVALID) / 1e12;
  }

  void kline(long key) {
    if (key == 'k') {
      fields.once(FieldBits.NESTED);
      fields.nested(candle);
    } else {
      fields.common(key);
    }
  }

  private void klineField(long key) {
    if (key == 't') {
      fields.once(FieldBits.TIME);
      fields.out.openTimeNs = fields.time();
    } else if (key == 'T') {
      fields.once(FieldBits.CLOSE_TIME);
      fields.out.closeTimeNs = fields.time();
    } else if (key == 'o') {
      fields.once(FieldBits.OPEN);
      fields.out.openPrice = fields.price();
    } else if (key == 'c') {
      fields.once(FieldBits.PRICE);
      fields.out.price = fields.price();
    } else if (key == 'h') {
      fields.once(FieldBits.HIGH);
      fields.out.highPrice = fields.price();
    } else if (key == 'l') {
      fields.once(FieldBits.LOW);
      fields.out.lowPrice = fields.price();
    } else if (key == 'v') {
      fields.once(FieldBits.QUANTITY);
      fields.out.quantity = fields.quantity();
    } else if (key == 'V') {
      fields.once(FieldBits.TAKER);
      fields.out.takerBuyQuantity = fields.quantity();
    } else if (key == 'n') {
      fields.once(FieldBits.COUNT);
      fields.out.tradeCount = json.integer();
    } else if (key == 'x') {
      fields.once(FieldBits.CLOSED);
      fields.out.closed = json.bool();
    } else if (key == 's') {
      // The candle repeats the symbol of the event.
      if (json.string() && !json.textEquals(fields.symbol)) {
        json.fail(RejectCode.SYMBOL_MISMATCH);
      }
    } else {
      json.skip();
    }
  }

  void finishMark() {
    fields.require(fields.out.markPrice > 0, 'p', RejectCode.PRICE_ZERO);
  }

  void finishKline() {
    fields.require(fields.out.lowPrice > 0, 'l', RejectCode.PRICE_ZERO);
    fields.require(
        fields.out.highPrice >= Math.max(fields.out.openPrice, fields.out.price)
            && fields.out.lowPrice <= Math.min(fields.out.openPrice, fields.out.price)
            && fields.out.openTimeNs < fields.out.closeTimeNs,
        'h',
        RejectCode.KLINE_INCONSISTENT);
  }
}
