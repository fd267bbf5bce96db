package io.cryptoscalp.jobs.ticks;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.matching.EventTape;
import io.cryptoscalp.engine.matching.FrameTape;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.backtest.BacktestException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The markets that tick strategies run on, in memory, by instrument id.
 *
 * @param tapes one an instrument
 * @param dataHash digest of all events, hex
 * @param ofQuotes ids of instruments whose books are made of quotes, one level a side
 */
public record TickTapes(List<EventTape> tapes, String dataHash, NavigableSet<String> ofQuotes) {
  /** Of tapes as they are. */
  public static TickTapes of(List<EventTape> tapes) {
    return new TickTapes(List.copyOf(tapes), hash(tapes), new TreeSet<>());
  }

  /**
   * Reads recorded frames. Where an instrument's tell of no depth and of quotes, they are read
   * again and its books are made of these.
   *
   * @param input file or folder
   * @param wanted instrument ids, all of the recording when empty
   * @param tickers whether book tickers move the touch between diffs
   * @param baseLatencyNs smallest feed latency where the recorder's clock lagged
   * @param reports told what could not be taken as it stands
   * @throws BacktestException {@code BACKTEST_NOTHING_FOUND} without a frame of a known instrument,
   *     {@code BACKTEST_BOOK_MISSING} when those of an instrument tell of no book at all
   */
  public static TickTapes recorded(
      Path input,
      InstrumentCatalogue catalogue,
      Set<String> wanted,
      boolean tickers,
      long baseLatencyNs,
      Consumer<String> reports)
      throws IOException {
    SortedMap<String, EventTape> tapes =
        read(
            input,
            catalogue,
            id -> wanted.isEmpty() || wanted.contains(id),
            instrument -> new FrameTape(instrument, tickers, baseLatencyNs),
            reports);
    if (tapes.isEmpty()) {
      throw new BacktestException(
          "BACKTEST_NOTHING_FOUND: no market of a known instrument in " + input);
    }
    NavigableSet<String> bookless = withoutBook(tapes);
    if (!bookless.isEmpty()) {
      tapes.putAll(
          read(
              input,
              catalogue,
              bookless::contains,
              instrument -> FrameTape.ofQuotes(instrument, baseLatencyNs),
              repeated -> {}));
      NavigableSet<String> missing = withoutBook(tapes);
      if (!missing.isEmpty()) {
        throw new BacktestException(
            "BACKTEST_BOOK_MISSING: instruments="
                + missing
                + " input="
                + input
                + " cause=neither a depth snapshot nor quotes; orders would meet nothing. Record"
                + " depth or bookTicker as well, or name the others by --instruments");
      }
    }
    List<EventTape> all = List.copyOf(tapes.values());
    return new TickTapes(all, hash(all), bookless);
  }

  private static NavigableSet<String> withoutBook(SortedMap<String, EventTape> tapes) {
    NavigableSet<String> ids = new TreeSet<>();
    tapes.forEach(
        (id, tape) -> {
          if (!tape.hasBook()) {
            ids.add(id);
          }
        });
    return ids;
  }

  private static SortedMap<String, EventTape> read(
      Path input,
      InstrumentCatalogue catalogue,
      Predicate<String> wanted,
      Function<Instrument, FrameTape> tapes,
      Consumer<String> reports)
      throws IOException {
    SortedMap<String, Reader> readers = new TreeMap<>();
    MarketFrame frame = new MarketFrame();
    try (Recording source = Recording.open(input, null, reports)) {
      for (MarketMessage m = source.next(); m != null; m = source.next()) {
        FrameKind kind = FrameKind.ofStream(m.stream());
        Instrument instrument = catalogue.find(m.venue(), m.symbol());
        if (kind == null || instrument == null || !wanted.test(instrument.id())) {
          continue;
        }
        readers
            .computeIfAbsent(instrument.id(), id -> new Reader(instrument, tapes.apply(instrument)))
            .onMessage(m, kind, frame);
      }
    }
    SortedMap<String, EventTape> built = new TreeMap<>();
    for (var each : readers.entrySet()) {
      EventTape tape = each.getValue().tape.build();
      if (tape.size() > 0) {
        built.put(each.getKey(), tape);
      }
    }
    return built;
  }

  /** One instrument's frames on their way to its tape. */
  private static final class Reader {
    private final FrameDecoder decoder;
    private final FrameTape tape;

    Reader(Instrument instrument, FrameTape tape) {
      this.decoder = new FrameDecoder(instrument);
      this.tape = tape;
    }

    void onMessage(MarketMessage message, @Nullable FrameKind kind, MarketFrame frame) {
      byte[] payload = message.payload();
      boolean silent =
          kind == null || kind == FrameKind.EXCHANGE_INFO || kind == FrameKind.HEARTBEAT;
      if (!silent
          && decoder.decode(payload, 0, payload.length, kind, message.receiveTimeNs(), frame)
              == RejectCode.NONE) {
        tape.onFrame(frame);
      }
    }
  }

  private static String hash(List<EventTape> tapes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer row = ByteBuffer.allocate(5 * Long.BYTES);
      for (EventTape tape : tapes) {
        digest.update(tape.instrument().id().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < tape.size(); i++) {
          row.clear();
          row.putLong(tape.venueNs(i)).putLong(tape.localNs(i)).putLong(tape.price(i));
          row.putLong(tape.quantity(i)).putLong(tape.orderId(i) * 16 + tape.kind(i));
          digest.update(row.array());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
