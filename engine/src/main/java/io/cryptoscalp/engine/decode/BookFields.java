package io.cryptoscalp.engine.decode;

/** Fields of messages about the book: depth diffs, depth snapshots, best quotes. */
final class BookFields {
  private static final long PU = FrameDecoder.pack("pu");
  private static final long BIDS = FrameDecoder.pack("bids");
  private static final long ASKS = FrameDecoder.pack("asks");
  private static final byte[] LAST_UPDATE_ID = FieldScan.ascii("lastUpdateId");

  /** Updates that one diff may cover; a venue sends one every 0.5 s at the latest. */
  private static final long MAX_SPAN = 100_000_000L;

  private final FieldScan fields;
  private final JsonCursor json;

  BookFields(FieldScan fields, JsonCursor json) {
    this.fields = fields;
    this.json = json;
  }

  void depthDiff(long key) {
    if (key == 'T') {
      fields.once(FieldBits.TIME);
      fields.out.transactionTimeNs = fields.time();
    } else if (key == 'U') {
      fields.once(FieldBits.FIRST_ID);
      fields.out.firstId = fields.id();
    } else if (key == 'u') {
      fields.once(FieldBits.LAST_ID);
      fields.out.lastId = fields.id();
    } else if (key == PU) {
      fields.once(FieldBits.PREVIOUS_ID);
      fields.out.previousId = fields.id();
    } else if (key == 'b') {
      fields.once(FieldBits.BID);
      levels(true);
    } else if (key == 'a') {
      fields.once(FieldBits.ASK);
      levels(false);
    } else {
      fields.common(key);
    }
  }

  void depthSnapshot(long key) {
    if (key == BIDS) {
      fields.once(FieldBits.BID);
      levels(true);
    } else if (key == ASKS) {
      fields.once(FieldBits.ASK);
      levels(false);
    } else if (key == 'T') {
      fields.once(FieldBits.TIME);
      fields.out.transactionTimeNs = fields.time();
    } else if (key == -1 && json.keyEquals(LAST_UPDATE_ID)) {
      fields.longKey = "lastUpdateId";
      fields.once(FieldBits.LAST_ID);
      fields.out.lastId = fields.id();
      fields.out.firstId = fields.out.lastId;
    } else {
      fields.common(key);
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
      long price = fields.price();
      json.expect(',');
      long quantity = fields.quantity();
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
        fields.out.addBid(price, quantity);
      } else {
        fields.out.addAsk(price, quantity);
      }
    } while (json.accept(','));
    json.expect(']');
  }

  void bookTicker(long key) {
    if (key == 'u') {
      fields.once(FieldBits.LAST_ID);
      fields.out.lastId = fields.id();
    } else if (key == 'b') {
      fields.once(FieldBits.BID);
      fields.out.bidPrices[0] = fields.price();
    } else if (key == 'B') {
      fields.once(FieldBits.BID_SIZE);
      fields.out.bidQuantities[0] = fields.quantity();
    } else if (key == 'a') {
      fields.once(FieldBits.ASK);
      fields.out.askPrices[0] = fields.price();
    } else if (key == 'A') {
      fields.once(FieldBits.ASK_SIZE);
      fields.out.askQuantities[0] = fields.quantity();
    } else if (key == 'T') {
      fields.once(FieldBits.TIME);
      fields.out.transactionTimeNs = fields.time();
    } else {
      fields.common(key);
    }
  }

  void finishDiff() {
    fields.require(fields.out.firstId <= fields.out.lastId, 'U', RejectCode.FRAME_MALFORMED);
    fields.require(
        fields.out.lastId - fields.out.firstId <= MAX_SPAN, 'u', RejectCode.ID_OUT_OF_RANGE);
  }

  void finishTicker() {
    fields.out.bidCount = 1;
    fields.out.askCount = 1;
    fields.require(fields.out.bidPrices[0] > 0, 'b', RejectCode.PRICE_ZERO);
    fields.require(fields.out.askPrices[0] > 0, 'a', RejectCode.PRICE_ZERO);
    fields.require(
        fields.out.bidPrices[0] < fields.out.askPrices[0], 'b', RejectCode.QUOTE_CROSSED);
  }
}
