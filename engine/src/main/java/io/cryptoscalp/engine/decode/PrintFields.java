package io.cryptoscalp.engine.decode;

/** Fields of messages about executions: trades, aggregate trades, liquidations. */
final class PrintFields {
  private static final byte[] MARKET = FieldScan.ascii("MARKET");
  private static final byte[] BUY = FieldScan.ascii("BUY");
  private static final byte[] SELL = FieldScan.ascii("SELL");

  private final FieldScan fields;
  private final JsonCursor json;
  private final FieldScan.Field order;

  PrintFields(FieldScan fields, JsonCursor json) {
    this.fields = fields;
    this.json = json;
    this.order = this::forceOrderField;
  }

  void trade(long key) {
    if (key == 't') {
      fields.once(FieldBits.LAST_ID);
      fields.out.lastId = fields.id();
      fields.out.firstId = fields.out.lastId;
      fields.out.lastTradeId = fields.out.lastId;
    } else if (key == 'X') {
      fields.once(FieldBits.TYPE);
      if (json.string()) {
        fields.notMarket = !json.textEquals(MARKET);
      }
    } else {
      print(key);
    }
  }

  void aggTrade(long key) {
    if (key == 'a') {
      fields.once(FieldBits.LAST_ID);
      fields.out.lastId = fields.id();
    } else if (key == 'f') {
      fields.once(FieldBits.FIRST_ID);
      fields.out.firstId = fields.id();
    } else if (key == 'l') {
      fields.once(FieldBits.SECOND_ID);
      fields.out.lastTradeId = fields.id();
    } else {
      print(key);
    }
  }

  private void print(long key) {
    if (key == 'p') {
      fields.once(FieldBits.PRICE);
      fields.out.price = fields.price();
    } else if (key == 'q') {
      fields.once(FieldBits.QUANTITY);
      fields.out.quantity = fields.quantity();
    } else if (key == 'm') {
      fields.once(FieldBits.MAKER);
      fields.out.sellerInitiated = json.bool();
    } else if (key == 'T') {
      fields.once(FieldBits.TIME);
      fields.out.transactionTimeNs = fields.time();
    } else {
      fields.common(key);
    }
  }

  void forceOrder(long key) {
    if (key == 'o') {
      fields.once(FieldBits.NESTED);
      fields.nested(order);
    } else {
      fields.common(key);
    }
  }

  private void forceOrderField(long key) {
    if (key == 'S') {
      fields.once(FieldBits.MAKER);
      if (json.string()) {
        fields.out.sellerInitiated = json.textEquals(SELL);
        if (!fields.out.sellerInitiated && !json.textEquals(BUY)) {
          json.fail(RejectCode.FIELD_WRONG_TYPE);
        }
      }
    } else if (key == 'p') {
      fields.once(FieldBits.PRICE);
      fields.out.price = fields.price();
    } else if (key == 'q') {
      fields.once(FieldBits.QUANTITY);
      fields.out.quantity = fields.quantity();
    } else if (key == 'T') {
      fields.once(FieldBits.TIME);
      fields.out.transactionTimeNs = fields.time();
    } else if (key == 's') {
      fields.name();
    } else {
      // Event type and time stand outside.
      json.skip();
    }
  }

  void finish() {
    fields.require(!fields.notMarket, 'X', RejectCode.TRADE_NOT_MARKET);
    fields.require(fields.out.price > 0, 'p', RejectCode.PRICE_ZERO);
    fields.require(fields.out.quantity > 0, 'q', RejectCode.QUANTITY_ZERO);
  }
}
