package io.cryptoscalp.operators.instrument;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.operators.stream.RawFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Frames as Binance sends them for its USD-M perpetuals. */
public final class Messages {
  public static final long START_MS = 1_700_000_000_000L;
  public static final String ID = "BTCUSDT-PERP.BINANCE";

  private Messages() {}

  public static RawFrame frame(
      FrameKind kind, String stream, long receiveNs, long offset, byte[] data) {
    return new RawFrame(
        ID, Venue.BINANCE_USDM, "BTCUSDT", kind, stream, receiveNs, 1, 2, 3, offset, data);
  }

  public static byte[] trade(long id, long priceTenths, long atMs) {
    return bytes(
        "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"T\":%d,"
            + "\"s\":\"BTCUSDT\",\"t\":%d,\"p\":\"%d.%d\",\"q\":\"0.010\",\"X\":\"MARKET\","
            + "\"m\":%b}}",
        atMs, atMs, id, priceTenths / 10, priceTenths % 10, id % 3 == 0);
  }

  public static byte[] ticker(long id, long bidTenths, long atMs) {
    long ask = bidTenths + 1;
    return bytes(
        "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":%d,"
            + "\"s\":\"BTCUSDT\",\"b\":\"%d.%d\",\"B\":\"3.000\",\"a\":\"%d.%d\",\"A\":\"4.000\","
            + "\"T\":%d,\"E\":%d}}",
        id, bidTenths / 10, bidTenths % 10, ask / 10, ask % 10, atMs, atMs);
  }

  public static byte[] snapshot(long id, long bidTenths, long atMs) {
    long ask = bidTenths + 1;
    return bytes(
        "{\"lastUpdateId\":%d,\"E\":%d,\"T\":%d,\"bids\":[[\"%d.%d\",\"1.000\"]],"
            + "\"asks\":[[\"%d.%d\",\"2.000\"]]}",
        id, atMs, atMs, bidTenths / 10, bidTenths % 10, ask / 10, ask % 10);
  }

  /** A walk of trades and quotes, 40 ms apart. */
  public static List<RawFrame> walk(long seed, int count) {
    Random random = new Random(seed);
    List<RawFrame> frames = new ArrayList<>();
    long price = 600_000;
    for (int i = 0; i < count; i++) {
      long ms = START_MS + 40L * i;
      long ns = (ms + 3) * 1_000_000;
      price += random.nextInt(21) - 10;
      frames.add(
          i == 0
              ? frame(FrameKind.DEPTH_SNAPSHOT, "depthSnapshot", ns, i, snapshot(1, price, ms))
              : random.nextBoolean()
                  ? frame(FrameKind.TRADE, "trade", ns, i, trade(i, price, ms))
                  : frame(FrameKind.BOOK_TICKER, "bookTicker", ns, i, ticker(100 + i, price, ms)));
    }
    return frames;
  }

  private static byte[] bytes(String format, Object... values) {
    return String.format(java.util.Locale.ROOT, format, values).getBytes(StandardCharsets.UTF_8);
  }
}
