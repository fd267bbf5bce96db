package io.cryptoscalp.engine.testing;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * A venue in small: a seeded book of one instrument and the frames that the venue would send of it,
 * under its own sequence rule. The book in here is the oracle of what a reader must have.
 */
public final class VenueFeed {
  /** Venue time of the first frame. */
  public static final long START_MS = 1_723_161_253_000L;

  private static final int LEVELS = 40;

  private final Instrument instrument;
  private final Random random;
  private final TreeMap<Long, Long> bids = new TreeMap<>(Collections.reverseOrder());
  private final TreeMap<Long, Long> asks = new TreeMap<>();
  private long mid = 100_000;
  private long updateId = 5_000_000_000L;
  private long diffId = updateId;
  private long tradeId = 700;
  private long aggTradeId = 300;
  private long nowMs = START_MS;

  /** A feed of the built-in instrument with this symbol. */
  public VenueFeed(Venue venue, String symbol, long seed) {
    Instrument found = InstrumentCatalogue.builtIn().find(venue, symbol);
    if (found == null) {
      throw new IllegalArgumentException(symbol + " is not in the catalogue");
    }
    instrument = found;
    random = new Random(seed);
    for (int i = 1; i <= LEVELS; i++) {
      bids.put(mid - i, 1L + random.nextInt(900));
      asks.put(mid + i, 1L + random.nextInt(900));
    }
  }

  /** The instrument. */
  public Instrument instrument() {
    return instrument;
  }

  /** Venue time of the frame made last, ms. */
  public long nowMs() {
    return nowMs;
  }

  /** Lets time pass. */
  public void sleepMs(long ms) {
    nowMs += ms;
  }

  /** Bids of the venue, scaled price to scaled quantity, best first. */
  public Map<Long, Long> bids() {
    return scaled(bids);
  }

  /** Asks of the venue, best first. */
  public Map<Long, Long> asks() {
    return scaled(asks);
  }

  private Map<Long, Long> scaled(NavigableMap<Long, Long> side) {
    Map<Long, Long> result = new LinkedHashMap<>();
    side.forEach(
        (price, lots) -> result.put(price * instrument.tickSize(), lots * instrument.lotSize()));
    return result;
  }

  /** A mixed run of frames that begins with a snapshot. */
  public List<Frame> run(int count) {
    List<Frame> frames = new ArrayList<>();
    frames.add(snapshot());
    while (frames.size() < count) {
      int pick = random.nextInt(100);
      frames.add(
          pick < 45
              ? diff()
              : pick < 70 ? ticker() : pick < 85 ? trade() : pick < 95 ? aggTrade() : mark());
    }
    return frames;
  }

  /** The whole book. */
  public Frame snapshot() {
    nowMs += 1;
    String times =
        instrument.venue().isDerivative() ? "'E':%d,'T':%d,".formatted(nowMs, nowMs - 1) : "";
    return frame(
        FrameKind.DEPTH_SNAPSHOT,
        "{'lastUpdateId':%d,%s'bids':%s,'asks':%s}"
            .formatted(updateId, times, levels(bids), levels(asks)));
  }

  /** Changes a few levels. */
  public Frame diff() {
    nowMs += 3 + random.nextInt(30);
    mid += random.nextInt(3) - 1;
    TreeMap<Long, Long> changedBids = new TreeMap<>(Collections.reverseOrder());
    TreeMap<Long, Long> changedAsks = new TreeMap<>();
    // Levels that the price has run over are gone.
    clear(bids, changedBids, mid, true);
    clear(asks, changedAsks, mid, false);
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      boolean bid = random.nextBoolean();
      long price = bid ? mid - 1 - random.nextInt(LEVELS) : mid + 1 + random.nextInt(LEVELS);
      long lots = i > 0 && random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(900);
      set(bid ? bids : asks, bid ? changedBids : changedAsks, price, lots);
    }
    set(bids, changedBids, mid - 1, 1L + random.nextInt(900));
    set(asks, changedAsks, mid + 1, 1L + random.nextInt(900));
    long previous = diffId;
    long first = previous + 1;
    if (instrument.venue().isDerivative() && updateId == diffId) {
      // Futures count the updates of all instruments: a diff need not begin where the last ended.
      first += random.nextInt(400);
    }
    updateId = Math.max(first, updateId) + random.nextInt(20);
    diffId = updateId;
    String futures =
        instrument.venue().isDerivative() ? "'T':%d,'pu':%d,".formatted(nowMs - 1, previous) : "";
    return frame(
        FrameKind.DEPTH_DIFF,
        "{'e':'depthUpdate','E':%d,'s':'%s','U':%d,'u':%d,%s'b':%s,'a':%s}"
            .formatted(
                nowMs,
                instrument.symbol(),
                first,
                updateId,
                futures,
                levels(changedBids),
                levels(changedAsks)));
  }

  private static void clear(
      NavigableMap<Long, Long> side, NavigableMap<Long, Long> changed, long mid, boolean bid) {
    while (!side.isEmpty() && (bid ? side.firstKey() >= mid : side.firstKey() <= mid)) {
      changed.put(side.firstKey(), 0L);
      side.pollFirstEntry();
    }
  }

  private static void set(
      NavigableMap<Long, Long> side, NavigableMap<Long, Long> changed, long price, long lots) {
    changed.put(price, lots);
    if (lots == 0) {
      side.remove(price);
    } else {
      side.put(price, lots);
    }
  }

  /** The best quotes. */
  public Frame ticker() {
    nowMs += 1;
    String futures =
        instrument.venue().isDerivative()
            ? "'e':'bookTicker','E':%d,'T':%d,".formatted(nowMs, nowMs - 1)
            : "";
    updateId++;
    return frame(
        FrameKind.BOOK_TICKER,
        "{%s'u':%d,'s':'%s','b':'%s','B':'%s','a':'%s','A':'%s'}"
            .formatted(
                futures,
                updateId,
                instrument.symbol(),
                price(bids.firstKey()),
                quantity(bids.firstEntry().getValue()),
                price(asks.firstKey()),
                quantity(asks.firstEntry().getValue())));
  }

  /** One trade. */
  public Frame trade() {
    return print(FrameKind.TRADE, "'t':%d".formatted(++tradeId));
  }

  /** One aggregate trade of one trade. */
  public Frame aggTrade() {
    long id = ++aggTradeId;
    return print(FrameKind.AGG_TRADE, "'a':%d,'f':%d,'l':%d".formatted(id, id + 50, id + 50));
  }

  private Frame print(FrameKind kind, String ids) {
    nowMs += 2;
    boolean sold = random.nextBoolean();
    return frame(
        kind,
        "{'e':'%s','E':%d,'s':'%s',%s,'p':'%s','q':'%s','T':%d,'m':%b}"
            .formatted(
                kind.stream(),
                nowMs,
                instrument.symbol(),
                ids,
                price(sold ? bids.firstKey() : asks.firstKey()),
                quantity(1 + random.nextInt(50)),
                nowMs - 1,
                sold));
  }

  /** The mark price. */
  public Frame mark() {
    nowMs += 1;
    return frame(
        FrameKind.MARK_PRICE,
        "{'e':'markPriceUpdate','E':%d,'s':'%s','p':'%s','i':'%s','r':'0.00010000','T':%d}"
            .formatted(
                nowMs,
                instrument.symbol(),
                price(mid),
                price(mid + 2),
                (nowMs / 28_800_000 + 1) * 28_800_000));
  }

  private String levels(Map<Long, Long> side) {
    StringBuilder text = new StringBuilder("[");
    side.forEach(
        (price, lots) ->
            text.append(text.length() > 1 ? "," : "")
                .append("['%s','%s']".formatted(price(price), quantity(lots))));
    return text.append(']').toString();
  }

  private String price(long ticks) {
    return BigDecimal.valueOf(ticks * instrument.tickSize(), instrument.priceDecimals())
        .toPlainString();
  }

  private String quantity(long lots) {
    return BigDecimal.valueOf(lots * instrument.lotSize(), instrument.quantityDecimals())
        .toPlainString();
  }

  private Frame frame(FrameKind kind, String text) {
    return of(kind, nowMs + 4, text);
  }

  /** A frame of text with single quotes for double ones, received at that time. */
  public static Frame of(FrameKind kind, long receivedMs, String text) {
    return new Frame(
        kind, receivedMs * 1_000_000, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
