package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.matching.EventTape;
import io.cryptoscalp.engine.matching.TapeKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a tape as rows of 64 bytes, little-endian: flags (u64), venue time, local time (i64, ns),
 * price, quantity (f64), order id (u64) and two unused fields; in the order of arrival. The flags
 * are those of hftbacktest's event data: 1 level, 2 trade, 3 clear, and the bits 29 (bid or buyer
 * took) and 28 (ask or seller took).
 */
final class TapeFile {
  private static final int ROW = 64;
  private static final long BUY = 1L << 29;
  private static final long SELL = 1L << 28;

  private TapeFile() {}

  /** Writes it; marks have no counterpart and are left out. Returns the rows written. */
  static int write(EventTape tape, Path file) throws IOException {
    Instrument instrument = tape.instrument();
    ByteBuffer buffer = ByteBuffer.allocate(ROW * 16384).order(ByteOrder.LITTLE_ENDIAN);
    int rows = 0;
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (int n = 0; n < tape.size(); n++) {
        int event = tape.localOrder(n);
        long flags = flags(tape.kind(event));
        if (flags == 0) {
          continue;
        }
        rows++;
        buffer.putLong(flags).putLong(tape.venueNs(event)).putLong(tape.localNs(event));
        buffer.putDouble(instrument.price(tape.price(event)));
        buffer.putDouble(instrument.quantity(tape.quantity(event)));
        buffer.putLong(0).putLong(0).putDouble(0);
        if (!buffer.hasRemaining()) {
          flush(buffer, out);
        }
      }
      flush(buffer, out);
    }
    return rows;
  }

  private static void flush(ByteBuffer buffer, FileChannel out) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }

  private static long flags(byte kind) {
    return switch (kind) {
      case TapeKind.BID -> 1 | BUY;
      case TapeKind.ASK -> 1 | SELL;
      case TapeKind.TRADE_BUY -> 2 | BUY;
      case TapeKind.TRADE_SELL -> 2 | SELL;
      case TapeKind.CLEAR -> 3;
      case TapeKind.MARK -> 0;
      default -> throw new IllegalArgumentException("TAPE_KIND_UNSUPPORTED: kind=" + kind);
    };
  }
}
