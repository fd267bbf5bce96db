package io.cryptoscalp.gateway.replay;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which stream a message came on, from its first bytes and without parsing it: damaged
 * messages get the best answer there is.
 */
final class StreamNames {
  private static final int HEAD = 512;
  private static final Map<String, FrameKind> EVENTS =
      Map.of(
          "depthUpdate", FrameKind.DEPTH_DIFF,
          "bookTicker", FrameKind.BOOK_TICKER,
          "trade", FrameKind.TRADE,
          "aggTrade", FrameKind.AGG_TRADE,
          "markPriceUpdate", FrameKind.MARK_PRICE,
          "forceOrder", FrameKind.FORCE_ORDER,
          "kline", FrameKind.KLINE);

  private static final byte[] PREFIX = "{\"stream\":\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final String[] KNOWN_NAMES = {
    FrameKind.BOOK_TICKER.stream(),
    FrameKind.TRADE.stream(),
    FrameKind.DEPTH_DIFF.stream(),
    FrameKind.AGG_TRADE.stream(),
    FrameKind.MARK_PRICE.stream()
  };
  private static final byte[][] KNOWN = bytes(KNOWN_NAMES);

  private StreamNames() {}

  private static byte[][] bytes(String[] names) {
    byte[][] bytes = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      bytes[i] = names[i].getBytes(StandardCharsets.ISO_8859_1);
    }
    return bytes;
  }

  /** The stream header of a message: a {@link FrameKind#stream()}, or the venue's own name. */
  static String of(byte[] payload) {
    String usual = usual(payload);
    return usual == null ? searched(payload) : usual;
  }

  /** The name in a message as the venue writes it, null for any other. */
  private static @Nullable String usual(byte[] payload) {
    if (!startsWith(payload, 0, PREFIX)) {
      return null;
    }
    int at = PREFIX.length;
    int end = Math.min(HEAD, payload.length);
    while (at < end && payload[at] != '@' && payload[at] != '"') {
      at++;
    }
    if (at == PREFIX.length || at >= end || payload[at] != '@' || payload[PREFIX.length] == '!') {
      return null;
    }
    for (int i = 0; i < KNOWN.length; i++) {
      int behind = at + 1 + KNOWN[i].length;
      if (behind < end
          && startsWith(payload, at + 1, KNOWN[i])
          && (payload[behind] == '@' || payload[behind] == '"')) {
        return KNOWN_NAMES[i];
      }
    }
    return null;
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] prefix) {
    return bytes.length - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }

  private static String searched(byte[] payload) {
    // Latin-1 keeps one character a byte, whatever the bytes are.
    String head =
        new String(payload, 0, Math.min(HEAD, payload.length), StandardCharsets.ISO_8859_1);
    String stream = text(head, "\"stream\"");
    int at = stream.indexOf('@');
    if (at >= 0 && at + 1 < stream.length()) {
      return channel(stream, at);
    }
    FrameKind kind = EVENTS.get(text(head, "\"e\""));
    if (kind != null) {
      return kind.stream();
    }
    if (head.contains("\"lastUpdateId\"")) {
      return FrameKind.DEPTH_SNAPSHOT.stream();
    }
    if (head.contains("\"u\"") && head.contains("\"B\"") && head.contains("\"A\"")) {
      return FrameKind.BOOK_TICKER.stream();
    }
    if (head.contains("\"sumOpenInterest\"")) {
      return FrameKind.OPEN_INTEREST_HIST.stream();
    }
    if (head.contains("\"longShortRatio\"")) {
      return FrameKind.LONG_SHORT_RATIO.stream();
    }
    if (head.contains("\"openInterest\"")) {
      return FrameKind.OPEN_INTEREST.stream();
    }
    if (head.contains("\"serverTime\"") && head.contains("\"rateLimits\"")) {
      return FrameKind.EXCHANGE_INFO.stream();
    }
    return MarketMessage.UNKNOWN_STREAM;
  }

  /** {@code btcusdt@depth@0ms} is depth, {@code btcusdt@kline_1m} is kline. */
  private static String channel(String stream, int at) {
    if (stream.charAt(0) == '!') {
      return ascii(stream.substring(1, at));
    }
    int end = stream.indexOf('@', at + 1);
    String name = stream.substring(at + 1, end < 0 ? stream.length() : end);
    int underscore = name.indexOf('_');
    return ascii(name.startsWith("kline") && underscore > 0 ? "kline" : name);
  }

  /** Header values are ASCII, whatever a damaged message holds. */
  private static String ascii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) <= ' ' || name.charAt(i) > '~') {
        return MarketMessage.UNKNOWN_STREAM;
      }
    }
    return name.isEmpty() ? MarketMessage.UNKNOWN_STREAM : name;
  }

  /** The symbol in a stream name, upper case; empty when there is none. */
  static String symbol(byte[] payload) {
    String head =
        new String(payload, 0, Math.min(HEAD, payload.length), StandardCharsets.ISO_8859_1);
    String stream = text(head, "\"stream\"");
    int at = stream.indexOf('@');
    return at > 0 && stream.charAt(0) != '!'
        ? ascii(stream.substring(0, at)).toUpperCase(java.util.Locale.ROOT)
        : "";
  }

  private static String text(String head, String key) {
    int at = head.indexOf(key);
    if (at < 0) {
      return "";
    }
    int from = at + key.length();
    while (from < head.length() && (head.charAt(from) == ' ' || head.charAt(from) == ':')) {
      from++;
    }
    if (from >= head.length() || head.charAt(from) != '"') {
      return "";
    }
    int to = head.indexOf('"', from + 1);
    return to < 0 ? "" : head.substring(from + 1, to);
  }
}
