package io.cryptoscalp.engine.decode;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.nio.charset.StandardCharsets;

/**
 * Decodes Binance messages (spot, USD-M, COIN-M) into a {@link MarketFrame}: combined-stream
 * wrapper or bare, keys in any order, unknown keys skipped. It rejects, and never misreads, what is
 * outside the venue's documented shape; nothing is allocated for a message that is accepted. Not
 * thread-safe.
 */
public final class FrameDecoder {
  private static final long DATA = pack("data");
  private static final long STREAM = pack("stream");
  private static final long RESULT = pack("result");
  private static final long ID = pack("id");
  private static final long STATUS = pack("status");
  private static final byte[] RATE_LIMITS = FieldScan.ascii("rateLimits");
  private static final int DETAIL_LENGTH = 48;

  private final JsonCursor json = new JsonCursor();
  private final FieldReader fields;

  private byte[] buffer = new byte[0];
  private int offset;
  private int length;

  /**
   * Creates the decoder of an instrument.
   *
   * @param instrument gives scales and symbol
   */
  public FrameDecoder(Instrument instrument) {
    this.fields = new FieldReader(json, instrument);
  }

  /**
   * Decodes one message.
   *
   * @param payload holds the message
   * @param from index of its first byte
   * @param size its length in bytes
   * @param expected kind announced by the stream header
   * @param receiveTimeNs receive time at the edge
   * @param out filled when the result is NONE; for TRADE_NOT_MARKET its ids are filled as well
   * @return NONE, or why the message cannot be used
   */
  public RejectCode decode(
      byte[] payload, int from, int size, FrameKind expected, long receiveTimeNs, MarketFrame out) {
    buffer = payload;
    offset = from;
    length = size;
    json.reset(payload, from, size);
    out.reset(expected);
    out.receiveTimeNs = receiveTimeNs;
    fields.begin(expected, out);
    // Snapshots are asked for: over a socket the answer comes in an envelope of its own.
    if (expected == FrameKind.OPEN_INTEREST_HIST || expected == FrameKind.LONG_SHORT_RATIO) {
      fields.list();
    } else {
      topLevel(expected == FrameKind.DEPTH_SNAPSHOT);
    }
    json.expectEnd();
    if (json.ok()) {
      fields.finish();
    }
    return json.error;
  }

  /** Field and value behind the last rejection, {@code key=value} separated by blanks. */
  public String detail() {
    int start = Math.min(Math.max(json.failedAt(), offset), offset + length);
    int end = Math.min(start + DETAIL_LENGTH, offset + length);
    String near = new String(buffer, start, end - start, StandardCharsets.UTF_8);
    return "field=" + fields.fieldName() + " at=" + (start - offset) + " near=" + near;
  }

  private void topLevel(boolean answer) {
    if (!json.expect('{') || json.accept('}')) {
      return;
    }
    boolean wrapped = false;
    boolean bare = false;
    do {
      long key = json.key();
      if (!json.ok()) {
        return;
      }
      if (key == STREAM) {
        json.string();
      } else if (answer && (key == ID || key == STATUS || json.keyEquals(RATE_LIMITS))) {
        json.skip();
      } else if (key == DATA || (answer && key == RESULT)) {
        if (wrapped || bare) {
          json.fail(RejectCode.FRAME_AMBIGUOUS);
          return;
        }
        wrapped = true;
        fields.object();
      } else if (wrapped) {
        // Fields beside the wrapped message would complete or contradict it.
        json.fail(RejectCode.FRAME_AMBIGUOUS);
      } else {
        bare = true;
        fields.field(key);
      }
    } while (json.ok() && json.accept(','));
    json.expect('}');
  }

  static long pack(String text) {
    long packed = 0;
    for (int i = 0; i < text.length(); i++) {
      packed = packed << 8 | text.charAt(i);
    }
    return packed;
  }
}
