package io.cryptoscalp.gateway.publish;

import io.cryptoscalp.engine.instrument.Venue;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the recorded format: a gzip file an instrument and UTC day, {@code
 * <day>/<market>-<symbol>.gz}, one line {@code <receive time in ns> <message>} each. Heartbeats are
 * not part of the format and are left out. Not thread-safe.
 */
public final class RecordingSink implements MessageSink {
  private static final long DAY_S = 86_400;

  private final Path folder;
  private final Map<String, OutputStream> files = new TreeMap<>();
  private long day = Long.MIN_VALUE;

  /**
   * Creates it.
   *
   * @param folder receives a folder a day; created if absent
   */
  public RecordingSink(Path folder) {
    this.folder = folder;
  }

  @Override
  public void send(MarketMessage message) {
    try {
      OutputStream out = file(message);
      out.write(Long.toString(message.receiveTimeNs()).getBytes(StandardCharsets.US_ASCII));
      out.write(' ');
      out.write(message.payload());
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write below " + folder, e);
    }
  }

  private OutputStream file(MarketMessage message) throws IOException {
    long messageDay = Math.floorDiv(message.receiveTimeNs(), DAY_S * 1_000_000_000L);
    if (messageDay != day) {
      flush();
      close();
      day = messageDay;
    }
    String name = market(message.venue()) + "-" + message.symbol().toLowerCase(Locale.ROOT) + ".gz";
    OutputStream out = files.get(name);
    if (out == null) {
      String date = Instant.ofEpochSecond(day * DAY_S).atOffset(ZoneOffset.UTC).toLocalDate() + "";
      Path path = folder.resolve(date).resolve(name);
      Files.createDirectories(folder.resolve(date));
      out =
          new BufferedOutputStream(
              new GZIPOutputStream(Files.newOutputStream(path), 1 << 16), 1 << 16);
      files.put(name, out);
    }
    return out;
  }

  /** The venue's name in file names. */
  public static String market(Venue venue) {
    return switch (venue) {
      case BINANCE_SPOT -> "spot";
      case BINANCE_USDM -> "usdm";
      case BINANCE_COINM -> "coinm";
    };
  }

  @Override
  public void heartbeat(long receiveTimeNs) {
    // Not part of the format; the replayer makes its own.
  }

  @Override
  public Mark mark() {
    return () -> false;
  }

  @Override
  public void flush() {
    for (OutputStream file : files.values()) {
      try {
        file.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write below " + folder, e);
      }
    }
  }

  @Override
  public void close() {
    for (OutputStream file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write below " + folder, e);
      }
    }
    files.clear();
  }
}
