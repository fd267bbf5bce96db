package io.cryptoscalp.gateway.replay;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection capture: JSON lines of type {@code recv} (a WebSocket frame) and {@code http} (a
 * REST answer), times in decimal seconds. Lines are grouped by connection there, so the file is
 * sorted by time when it is opened; such captures are short, and larger ones than {@link
 * #MAX_BYTES} are refused.
 */
final class CaptureReader implements InputReader {
  /** The most payload a capture may hold: 512 MiB. */
  static final long MAX_BYTES = 512L << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final Pattern SYMBOL = Pattern.compile("[?&]symbol=([A-Za-z0-9_]+)");

  /** The key of messages about no single instrument. */
  private static final String ALL = "ALL";

  private final Venue venue;
  private final String name;
  private final Consumer<String> reports;
  private final List<Item> items = new ArrayList<>();
  private int next;
  private @Nullable Item current;

  private record Item(long timeNs, String symbol, String stream, byte[] payload) {}

  CaptureReader(Venue venue, Path file, String name, long done, Consumer<String> reports)
      throws IOException {
    this.venue = venue;
    this.name = name;
    this.reports = reports;
    load(file);
    items.sort(Comparator.comparingLong(Item::timeNs));
    next = (int) Math.min(done, items.size());
  }

  private void load(Path file) throws IOException {
    long number = 0;
    long bytes = 0;
    try (LineReader reader = new LineReader(file)) {
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        number++;
        Item item = parse(line, number);
        if (item != null) {
          items.add(item);
          bytes += item.payload().length;
        }
        if (bytes > MAX_BYTES) {
          throw new IOException("CAPTURE_TOO_LARGE: file=" + name + " limitBytes=" + MAX_BYTES);
        }
      }
      if (reader.damage() != null) {
        reports.accept("FILE_DAMAGED: at=" + name + ":" + number + " cause=" + reader.damage());
      }
    }
  }

  private @Nullable Item parse(byte[] line, long number) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (IOException e) {
      reports.accept("LINE_MALFORMED: at=" + name + ":" + number);
      return null;
    }
    String type = node.path("t").asText();
    if (!type.equals("recv") && !type.equals("http")) {
      return null;
    }
    if (!node.path("data").isTextual() || !node.path("ts").isNumber()) {
      reports.accept("LINE_MALFORMED: at=" + name + ":" + number);
      return null;
    }
    long timeNs =
        node.path("ts").decimalValue().multiply(BigDecimal.valueOf(1_000_000_000L)).longValue();
    byte[] payload = node.path("data").asText().getBytes(StandardCharsets.UTF_8);
    String stream = StreamNames.of(payload);
    String symbol = StreamNames.symbol(payload);
    if (type.equals("http")) {
      String url = node.path("url").asText();
      Matcher matcher = SYMBOL.matcher(url);
      symbol = matcher.find() ? matcher.group(1) : ALL;
      if (url.contains("/depth")) {
        stream = FrameKind.DEPTH_SNAPSHOT.stream();
      } else if (url.contains("/topLongShort")) {
        // The ratio of the largest accounts has the shape of everyone's: only the address tells.
        stream = MarketMessage.UNKNOWN_STREAM;
      } else if (url.contains("/exchangeInfo")) {
        stream = FrameKind.EXCHANGE_INFO.stream();
      }
    }
    return new Item(timeNs, symbol.isEmpty() ? ALL : symbol, stream, payload);
  }

  @Override
  public boolean advance() {
    current = next < items.size() ? items.get(next++) : null;
    return current != null;
  }

  private Item item() {
    Item item = current;
    if (item == null) {
      throw new IllegalStateException("no message before advance() or after the end");
    }
    return item;
  }

  @Override
  public long receiveTimeNs() {
    return item().timeNs();
  }

  @Override
  public MarketMessage message() {
    Item item = item();
    return new MarketMessage(venue, item.symbol(), item.stream(), item.timeNs(), item.payload());
  }

  @Override
  public String file() {
    return name;
  }

  @Override
  public long lineNumber() {
    return next;
  }

  @Override
  public void close() {
    items.clear();
  }
}
