package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.bench.input.RecordedLoop;
import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.matching.EventTape;
import io.cryptoscalp.engine.matching.EventTapeBuilder;
import io.cryptoscalp.engine.matching.FrameTape;
import io.cryptoscalp.engine.matching.TapeKind;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Tapes of recordings for races. */
final class RecordedTape {
  private static final long LEAST_LOTS = 10;

  private RecordedTape() {}

  /** The recording's full depth and trades, a number of times end to end. */
  static EventTape load(Path recording, int repeat) throws IOException {
    RecordedLoop loop = new RecordedLoop(recording);
    MarketFrame frame = new MarketFrame();
    Instrument instrument = null;
    FrameDecoder decoder = null;
    FrameTape tape = null;
    for (long i = (long) loop.size() * repeat; i > 0; i--) {
      MarketMessage message = loop.next();
      FrameKind kind = FrameKind.ofStream(message.stream());
      if (instrument == null || decoder == null || tape == null) {
        instrument = InstrumentCatalogue.builtIn().find(message.venue(), message.symbol());
        if (instrument == null) {
          throw new IOException("not in the catalogue: " + message.symbol());
        }
        decoder = new FrameDecoder(instrument);
        tape = new FrameTape(instrument, false, 1_000_000);
      }
      byte[] payload = message.payload();
      if (kind != null
          && decoder.decode(payload, 0, payload.length, kind, message.receiveTimeNs(), frame)
              == RejectCode.NONE) {
        tape.onFrame(frame);
      }
    }
    if (tape == null) {
      throw new IOException("nothing in " + recording);
    }
    return tape.build();
  }

  /**
   * A tape of its touch and trades alone, without latency.
   *
   * @param tape of quotes and trades
   * @param rows the same as int64 rows (kind, time, tick, lots, tick, lots)
   */
  record Touch(EventTape tape, byte[] rows, int quotes, int trades) {}

  /**
   * The touch after each message that changed it, and the trades; each has a time of its own, moved
   * on by ns where it had not. Quantities of the touch are ten lots at least, so that it holds
   * every order.
   */
  static Touch touch(EventTape full) {
    Instrument instrument = full.instrument();
    TreeMap<Long, Long> bids = new TreeMap<>(Collections.reverseOrder());
    TreeMap<Long, Long> asks = new TreeMap<>();
    EventTapeBuilder builder = new EventTapeBuilder(instrument, 0);
    ByteBuffer rows = ByteBuffer.allocate(full.size() * 48).order(ByteOrder.LITTLE_ENDIAN);
    long before = Long.MIN_VALUE;
    long[] shown = new long[4];
    int quotes = 0;
    int trades = 0;
    for (int i = 0; i < full.size(); i++) {
      byte kind = full.kind(i);
      long time = Math.max(before + 1, full.venueNs(i));
      if (kind == TapeKind.TRADE_BUY || kind == TapeKind.TRADE_SELL) {
        if (quotes > 0) {
          before = time;
          trades++;
          boolean buyer = kind == TapeKind.TRADE_BUY;
          builder.trade(time, time, buyer ? Side.BUY : Side.SELL, full.price(i), full.quantity(i));
          builder.endMessage();
          rows.putLong(buyer ? 1 : 2).putLong(time).putLong(full.price(i) / instrument.tickSize());
          rows.putLong(full.quantity(i) / instrument.lotSize()).putLong(0).putLong(0);
        }
        continue;
      }
      apply(full, i, bids, asks);
      if (!full.isLast(i) || bids.isEmpty() || asks.isEmpty()) {
        continue;
      }
      long least = LEAST_LOTS * instrument.lotSize();
      long[] now = {
        bids.firstKey(),
        Math.max(least, bids.firstEntry().getValue()),
        asks.firstKey(),
        Math.max(least, asks.firstEntry().getValue())
      };
      if (now[0] < now[2] && !java.util.Arrays.equals(now, shown)) {
        before = time;
        quotes++;
        shown = now;
        builder.touch(time, time, Side.BUY, now[0], now[1]);
        builder.touch(time, time, Side.SELL, now[2], now[3]);
        builder.endMessage();
        rows.putLong(0).putLong(time).putLong(now[0] / instrument.tickSize());
        rows.putLong(now[1] / instrument.lotSize()).putLong(now[2] / instrument.tickSize());
        rows.putLong(now[3] / instrument.lotSize());
      }
    }
    byte[] bytes = new byte[rows.position()];
    rows.flip().get(bytes);
    return new Touch(builder.build(), bytes, quotes, trades);
  }

  private static void apply(EventTape full, int i, Map<Long, Long> bids, Map<Long, Long> asks) {
    byte kind = full.kind(i);
    if (kind == TapeKind.CLEAR) {
      bids.clear();
      asks.clear();
    } else if (kind == TapeKind.BID || kind == TapeKind.ASK) {
      Map<Long, Long> side = kind == TapeKind.BID ? bids : asks;
      if (full.quantity(i) == 0) {
        side.remove(full.price(i));
      } else {
        side.put(full.price(i), full.quantity(i));
      }
    }
  }
}
