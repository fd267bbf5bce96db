package io.cryptoscalp.bench.input;

import io.cryptoscalp.gateway.publish.MarketMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A recorded message with the places of its ids and times, so that a later repetition can carry
 * later ones. Everything else stays byte for byte.
 */
final class ShiftedMessage {
  /** Update ids of the book: U, u, pu, lastUpdateId. */
  static final int BOOK_ID = 0;

  /** Trade ids: t. */
  static final int TRADE_ID = 1;

  /** Venue times in ms: E, T. */
  static final int TIME = 2;

  private static final String[] NAMES = {"U", "u", "pu", "lastUpdateId", "t", "E", "T"};
  private static final int[] KINDS = {BOOK_ID, BOOK_ID, BOOK_ID, BOOK_ID, TRADE_ID, TIME, TIME};
  private static final int MAX_DIGITS = 19;

  private final MarketMessage message;

  /** Start, end and kind of each number, in the order of the payload. */
  private final int[] fields;

  ShiftedMessage(MarketMessage message) {
    this.message = message;
    this.fields = find(message.payload());
  }

  MarketMessage message() {
    return message;
  }

  /** Number of fields. */
  int size() {
    return fields.length / 3;
  }

  int kind(int field) {
    return fields[3 * field + 2];
  }

  long value(int field) {
    return parse(message.payload(), fields[3 * field], fields[3 * field + 1]);
  }

  /**
   * The message as it would be later.
   *
   * @param bookIds added to update ids
   * @param tradeIds added to trade ids
   * @param timeNs added to receive and venue times; whole ms
   */
  MarketMessage at(long bookIds, long tradeIds, long timeNs) {
    byte[] from = message.payload();
    byte[] to = new byte[from.length + size() * MAX_DIGITS];
    int read = 0;
    int written = 0;
    for (int i = 0; i < size(); i++) {
      int start = fields[3 * i];
      System.arraycopy(from, read, to, written, start - read);
      written += start - read;
      read = fields[3 * i + 1];
      long shift =
          switch (kind(i)) {
            case BOOK_ID -> bookIds;
            case TRADE_ID -> tradeIds;
            default -> timeNs / 1_000_000;
          };
      byte[] digits = Long.toString(value(i) + shift).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(digits, 0, to, written, digits.length);
      written += digits.length;
    }
    System.arraycopy(from, read, to, written, from.length - read);
    written += from.length - read;
    return new MarketMessage(
        message.venue(),
        message.symbol(),
        message.stream(),
        message.receiveTimeNs() + timeNs,
        Arrays.copyOf(to, written));
  }

  private static int[] find(byte[] payload) {
    int[] found = new int[24];
    int count = 0;
    for (int quote = next(payload, '"', 0); quote >= 0; quote = next(payload, '"', quote + 1)) {
      int end = next(payload, '"', quote + 1);
      if (end < 0) {
        break;
      }
      int kind =
          end + 1 < payload.length && payload[end + 1] == ':' ? kind(payload, quote, end) : -1;
      int stop = end + 2;
      while (kind >= 0 && stop < payload.length && payload[stop] >= '0' && payload[stop] <= '9') {
        stop++;
      }
      if (kind >= 0 && stop > end + 2 && count + 3 <= found.length) {
        found[count++] = end + 2;
        found[count++] = stop;
        found[count++] = kind;
      }
      quote = end;
    }
    return Arrays.copyOf(found, count);
  }

  private static int kind(byte[] payload, int quote, int end) {
    for (int i = 0; i < NAMES.length; i++) {
      String name = NAMES[i];
      boolean same = name.length() == end - quote - 1;
      for (int at = 0; same && at < name.length(); at++) {
        same = payload[quote + 1 + at] == name.charAt(at);
      }
      if (same) {
        return KINDS[i];
      }
    }
    return -1;
  }

  private static int next(byte[] bytes, char wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static long parse(byte[] bytes, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }
}
