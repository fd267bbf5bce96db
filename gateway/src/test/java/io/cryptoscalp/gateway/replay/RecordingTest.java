package io.cryptoscalp.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.publish.ManualTime;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MemorySink;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Are recorded lines handed out byte for byte, in receive-time order, and never lost? */
class RecordingTest {
  private static final long T0 = 1_700_000_000_000_000_000L;
  private static final long MS = 1_000_000L;

  @TempDir Path folder;

  private final List<String> reports = new ArrayList<>();

  @Test
  void mergesFilesInReceiveTimeOrderAndChainsDays() throws Exception {
    write("2024-01-02/usdm-btcusdt.gz", T0 + 50 * MS + " {\"e\":\"trade\",\"n\":5}\n");
    write(
        "2024-01-01/usdm-btcusdt.gz",
        T0 + " {\"n\":1}\n" + (T0 + 20 * MS) + " {\"n\":3}\n" + (T0 + 40 * MS) + " {\"n\":4}\n");
    write("2024-01-01/coinm-btcusd_perp.gz", T0 + 20 * MS + " {\"n\":2}\n");
    List<MarketMessage> messages = all();
    assertThat(messages.stream().map(RecordingTest::text))
        .containsExactly(
            "{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"e\":\"trade\",\"n\":5}");
    assertThat(messages.get(1).symbol()).isEqualTo("BTCUSD_PERP");
    assertThat(messages.get(1).venue()).isEqualTo(Venue.BINANCE_COINM);
    assertThat(messages.get(4).stream()).isEqualTo("trade");
    assertThat(reports).isEmpty();
  }

  @Test
  void readsEveryUnitOfTime() throws Exception {
    write(
        "spot-btcusdt",
        "1700000000 {}\n1700000000001 {}\n1700000000002000 {}\n1700000000003000000 {}\n");
    assertThat(all().stream().map(MarketMessage::receiveTimeNs))
        .containsExactly(T0, T0 + MS, T0 + 2 * MS, T0 + 3 * MS);
  }

  @Test
  void namesStreamsWithoutParsing() {
    assertThat(StreamNames.of(utf8("{\"stream\":\"btcusdt@depth@0ms\",\"da"))).isEqualTo("depth");
    assertThat(StreamNames.of(utf8("{\"stream\": \"a@kline_1m\",\"data\":{}}"))).isEqualTo("kline");
    assertThat(StreamNames.of(utf8("{\"stream\":\"!forceOrder@arr\"}"))).isEqualTo("forceOrder");
    assertThat(StreamNames.of(utf8("{\"e\":\"markPriceUpdate\"}"))).isEqualTo("markPrice");
    assertThat(StreamNames.of(utf8("{\"lastUpdateId\": 3}"))).isEqualTo("depthSnapshot");
    assertThat(StreamNames.of(utf8("{\"u\":1,\"s\":\"A\",\"b\":\"\",\"B\":\"\",\"A\":\"\"}")))
        .isEqualTo("bookTicker");
    assertThat(StreamNames.of(utf8("garbage"))).isEqualTo("unknown");
    assertThat(StreamNames.of(new byte[] {(byte) 0xff, 0, 1})).isEqualTo("unknown");
    assertThat(StreamNames.of(new byte[0])).isEqualTo("unknown");
  }

  @Test
  void handsOutDamagedLinesByteForByteAndSaysWhere() throws Exception {
    byte[] invalidUtf8 = {'{', (byte) 0xc3, (byte) 0x28, 0, (byte) 0xff, '}'};
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(utf8(T0 + " {\"n\":1}\n"));
    content.write(utf8((T0 + MS) + " "));
    content.write(invalidUtf8);
    content.write(utf8("\nno time at all\n\n" + (T0 + 2 * MS) + " \n"));
    content.write(utf8("99999999999999999999 {}\n" + (T0 + 3 * MS) + " {\"cut\":"));
    write("usdm-btcusdt.gz", content.toByteArray());
    List<MarketMessage> messages = all();
    assertThat(messages).hasSize(6);
    assertThat(messages.get(1).payload()).isEqualTo(invalidUtf8);
    assertThat(text(messages.get(2))).isEqualTo("no time at all");
    assertThat(messages.get(2).receiveTimeNs()).isEqualTo(T0 + MS);
    assertThat(messages.get(3).payload()).isEmpty();
    assertThat(text(messages.get(4))).isEqualTo("99999999999999999999 {}");
    assertThat(text(messages.get(5))).isEqualTo("{\"cut\":");
    assertThat(reports)
        .containsExactlyInAnyOrder(
            "LINE_WITHOUT_TIME: at=usdm-btcusdt.gz:3",
            "LINE_EMPTY: at=usdm-btcusdt.gz:4",
            "LINE_WITHOUT_TIME: at=usdm-btcusdt.gz:6");
  }

  @Test
  void keepsReceiveTimeFromGoingBackAndOneLeapFromHoldingUpTheRest() throws Exception {
    write(
        "usdm-btcusdt.gz",
        T0
            + " {\"n\":1}\n"
            + (T0 + 86_400_000 * MS)
            + " {\"n\":2}\n"
            + (T0 + 10 * MS)
            + " {\"n\":3}\n"
            + (T0 - 5_000 * MS)
            + " {\"n\":4}\n"
            + (T0 + 20 * MS)
            + " {\"n\":5}\n");
    write("usdm-ethusdt.gz", (T0 + 15 * MS) + " {\"n\":6}\n");
    List<MarketMessage> messages = all();
    assertThat(messages.stream().map(RecordingTest::text))
        .containsExactly(
            "{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":6}", "{\"n\":5}");
    assertThat(messages.stream().map(m -> (m.receiveTimeNs() - T0) / MS))
        .containsExactly(0L, 0L, 10L, 10L, 15L, 20L);
    assertThat(reports)
        .containsExactlyInAnyOrder(
            "RECEIVE_TIME_LEAPS: at=usdm-btcusdt.gz:2 byMs=86399990",
            "RECEIVE_TIME_BACK: at=usdm-btcusdt.gz:4 byMs=5010");
  }

  @Test
  void readsWhatIsLeftOfATruncatedGzip() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      lines.append(T0 + i * MS).append(" {\"n\":").append(i * 7919L % 100_003).append("}\n");
    }
    byte[] whole = gzip(utf8(lines.toString()));
    Files.write(folder.resolve("usdm-btcusdt.gz"), Arrays.copyOf(whole, whole.length / 2));
    List<MarketMessage> messages = all();
    assertThat(messages).hasSizeBetween(1000, 4000);
    assertThat(reports).anyMatch(r -> r.startsWith("FILE_DAMAGED: at=usdm-btcusdt.gz:"));
    assertThat(text(messages.get(100))).isEqualTo("{\"n\":" + 100 * 7919L % 100_003 + "}");
  }

  @Test
  void readsConnectionCaptures() throws Exception {
    write(
        "BINANCE_FUTURES-2021.jsonl",
        """
        {"t":"header","format":2}
        {"t":"http","ts":1700000000.25,"url":"https://x/fapi/v1/exchangeInfo","data":"{}"}
        {"t":"http","ts":1700000000.5,"url":"https://x/depth?symbol=AKROUSDT&limit=1","data":"{\\"lastUpdateId\\":5}"}
        {"t":"http","ts":1700000000.6,"url":"https://x/fapi/v1/openInterest?symbol=AKROUSDT","data":"{\\"openInterest\\":\\"5\\"}"}
        {"t":"http","ts":1700000000.7,"url":"https://x/futures/data/openInterestHist?symbol=AKROUSDT","data":"[{\\"sumOpenInterest\\":\\"5\\"}]"}
        {"t":"http","ts":1700000000.8,"url":"https://x/futures/data/globalLongShortAccountRatio?symbol=AKROUSDT","data":"[{\\"longShortRatio\\":\\"5\\"}]"}
        {"t":"http","ts":1700000000.9,"url":"https://x/futures/data/topLongShortPositionRatio?symbol=AKROUSDT","data":"[{\\"longShortRatio\\":\\"5\\"}]"}
        {"t":"recv","ts":1700000000.1,"data":"{\\"stream\\":\\"akrousdt@trade\\",\\"data\\":{}}"}
        not json
        """);
    List<MarketMessage> messages = all();
    assertThat(messages.stream().map(m -> m.stream() + " " + m.symbol()))
        .containsExactly(
            "trade AKROUSDT",
            "exchangeInfo ALL",
            "depthSnapshot AKROUSDT",
            "openInterest AKROUSDT",
            "openInterestHist AKROUSDT",
            "longShortRatio AKROUSDT",
            "unknown AKROUSDT");
    assertThat(messages.get(0).receiveTimeNs()).isEqualTo(T0 + 100 * MS);
    assertThat(text(messages.get(2))).isEqualTo("{\"lastUpdateId\":5}");
    assertThat(reports).containsExactly("LINE_MALFORMED: at=BINANCE_FUTURES-2021.jsonl:9");
  }

  @Test
  void saysWhenThereIsNothingToRead() throws Exception {
    write("notes.txt", "hello\n");
    assertThatThrownBy(() -> Recording.open(folder, null, reports::add))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no recorded file")
        .hasMessageEndingWith("not notes.txt");
    assertThatThrownBy(() -> Recording.open(folder.resolve("absent"), null, reports::add))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void publishesWithHeartbeatsOnlyBehindEarlierMessages() throws Exception {
    write(
        "usdm-btcusdt.gz",
        (T0 + 30 * MS)
            + " {\"n\":1}\n"
            + (T0 + 100 * MS)
            + " {\"n\":2}\n"
            + (T0 + 350 * MS)
            + " {\"n\":3}\n");
    MemorySink sink = new MemorySink();
    publish(sink, PublisherOptions.DEFAULT.withSpeed(Pacer.MAX));
    List<String> order = new ArrayList<>();
    for (MemorySink.Entry entry : sink.entries()) {
      order.add(
          (entry.message() == null ? "beat " : "message ") + (entry.receiveTimeNs() - T0) / MS);
    }
    assertThat(order)
        .containsExactly(
            "beat 0",
            "message 30",
            "beat 100",
            "message 100",
            "beat 200",
            "beat 300",
            "message 350",
            "beat 400",
            "beat " + (350 + 3_600_000));
  }

  @Test
  void keepsFewHeartbeatsInALongPause() throws Exception {
    write("usdm-btcusdt.gz", T0 + " {}\n" + (T0 + 40_000_000_000L * MS) + " {}\n");
    MemorySink sink = new MemorySink();
    publish(sink, PublisherOptions.DEFAULT.withSpeed(Pacer.MAX));
    assertThat(sink.entries()).hasSizeLessThan(20);
    long before = 0;
    for (MemorySink.Entry entry : sink.entries()) {
      assertThat(entry.receiveTimeNs()).isGreaterThanOrEqualTo(before);
      before = entry.receiveTimeNs();
    }
  }

  private void publish(MemorySink sink, PublisherOptions options) throws Exception {
    try (Recording recording = Recording.open(folder, null, reports::add)) {
      new Publisher(recording, sink, options, new ManualTime(), null).run();
    }
  }

  private List<MarketMessage> all() throws IOException {
    List<MarketMessage> messages = new ArrayList<>();
    try (Recording recording = Recording.open(folder, null, reports::add)) {
      for (MarketMessage message = recording.next(); message != null; message = recording.next()) {
        messages.add(message);
      }
    }
    return messages;
  }

  private void write(String name, String content) throws IOException {
    write(name, utf8(content));
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, name.endsWith(".gz") ? gzip(content) : content);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static String text(MarketMessage message) {
    return new String(message.payload(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
