package io.cryptoscalp.engine.testing;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Recorded frames of one instrument.
 *
 * @param instrument from the built-in catalogue
 * @param frames in recorded order
 */
public record RecordedFrames(Instrument instrument, List<Frame> frames) {
  /**
   * Every single-instrument recording of the raw feed, in the order in which days continue each
   * other.
   */
  public static final List<String> FILES =
      List.of(
          "2023-04-04/usdm-btcusdt.gz,2023-04-05/usdm-btcusdt.gz",
          "2024-08-08/usdm-btcusdt.gz",
          "2024-08-08/usdm-ethusdt.gz",
          "2024-08-08/coinm-btcusd_perp.gz",
          "2024-08-08/coinm-ethusd_perp.gz",
          "2024-08-08/spot-btcusdt.gz",
          "2024-08-08/spot-ethusdt.gz");

  /**
   * One frame.
   *
   * @param kind stream it came on
   * @param receiveTimeNs receive time
   * @param payload the message
   */
  public record Frame(FrameKind kind, long receiveTimeNs, byte[] payload) {}

  /**
   * Loads comma-separated files below binance-raw-feed; skips the calling test when they are
   * absent.
   */
  public static RecordedFrames load(String files) {
    List<Frame> frames = new ArrayList<>();
    Instrument instrument = null;
    for (String file : files.split(",", -1)) {
      String name = file.substring(file.indexOf('/') + 1, file.length() - ".gz".length());
      int dash = name.indexOf('-');
      Venue venue = Venue.ofId("binance-" + name.substring(0, dash));
      String symbol = name.substring(dash + 1).toUpperCase(Locale.ROOT);
      instrument = InstrumentCatalogue.builtIn().find(venue, symbol);
      try (BufferedReader reader = RecordedData.open("binance-raw-feed/" + file)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          frames.add(parse(line));
        }
      } catch (IOException e) {
        throw new IllegalStateException("cannot read " + file, e);
      }
    }
    if (instrument == null) {
      throw new IllegalStateException("instrument of " + files + " not in the catalogue");
    }
    return new RecordedFrames(instrument, frames);
  }

  private static Frame parse(String line) {
    int space = line.indexOf(' ');
    long time = Long.parseLong(line.substring(0, space));
    long receiveTimeNs = space <= 16 ? time * 1000 : time;
    String message = line.substring(space + 1);
    return new Frame(kind(message), receiveTimeNs, message.getBytes(StandardCharsets.UTF_8));
  }

  private static FrameKind kind(String message) {
    int at = message.indexOf('@');
    if (!message.startsWith("{\"stream\"") || at < 0) {
      return FrameKind.DEPTH_SNAPSHOT;
    }
    for (FrameKind kind : FrameKind.values()) {
      if (message.startsWith(kind.stream() + "@", at + 1)
          || message.startsWith(kind.stream() + "\"", at + 1)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown stream in " + message);
  }
}
