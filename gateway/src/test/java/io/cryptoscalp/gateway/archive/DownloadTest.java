package io.cryptoscalp.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine that cuts, lies, lacks files and knows ranges. */
final class DownloadTest {
  private static final String PATH = "data/spot/daily/trades/BTCUSDT/BTCUSDT-trades-2024-01-01.zip";

  @TempDir private Path out;

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, String> sums = new ConcurrentHashMap<>();
  private final List<String> ranges = new ArrayList<>();
  private final AtomicInteger bodies = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(1);
      if (path.endsWith(".CHECKSUM")) {
        String sum = sums.get(path.replace(".CHECKSUM", ""));
        byte[] text = (sum + "  " + path.replaceAll(".*/", "")).getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(sum == null ? 404 : 200, sum == null ? -1 : text.length);
        if (sum != null) {
          exchange.getResponseBody().write(text);
        }
        return;
      }
      byte[] body = files.get(path);
      if (body == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      bodies.incrementAndGet();
      String range = exchange.getRequestHeaders().getFirst("Range");
      int from = 0;
      if (range != null) {
        synchronized (ranges) {
          ranges.add(range);
        }
        from = Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= body.length) {
          exchange.sendResponseHeaders(416, -1);
          return;
        }
        exchange
            .getResponseHeaders()
            .add("Content-Range", "bytes " + from + "-" + (body.length - 1) + "/" + body.length);
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, body.length - from);
      int length = body.length - from;
      if (cuts.getAndDecrement() > 0) {
        exchange.getResponseBody().write(body, from, length / 2);
        exchange.getResponseBody().flush();
        throw new IOException("cut on purpose");
      }
      exchange.getResponseBody().write(body, from, length);
    }
  }

  private void put(String path, int size) {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);
    files.put(path, body);
    sums.put(path, sha(body));
  }

  private static String sha(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Download.Result> run(String... paths) throws Exception {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Download(
            new DownloadOptions(base, out, 3, 4, Duration.ofMillis(10), Duration.ofSeconds(10)))
        .run(List.of(paths), result -> {});
  }

  @Test
  void aCutFileGoesOnWhereItWasAndIsWhole() throws Exception {
    put(PATH, 1_000_000);
    cuts.set(2);

    Download.Result result = run(PATH).get(0);

    assertThat(result.state()).as(result.detail()).isEqualTo(Download.State.FETCHED);
    assertThat(Files.readAllBytes(out.resolve(PATH))).isEqualTo(files.get(PATH));
    assertThat(ranges).hasSize(2);
    assertThat(ranges.get(1)).isNotEqualTo(ranges.get(0));
    assertThat(out.resolve(PATH + ".part")).doesNotExist();
  }

  @Test
  void aWholeFileIsNotAskedForAgainAndAChangedOneIs() throws Exception {
    put(PATH, 5_000);
    assertThat(run(PATH).get(0).state()).isEqualTo(Download.State.FETCHED);
    assertThat(run(PATH).get(0).state()).isEqualTo(Download.State.PRESENT);
    assertThat(bodies).hasValue(1);
    Files.write(out.resolve(PATH), new byte[] {1, 2, 3});
    assertThat(run(PATH).get(0).state()).isEqualTo(Download.State.FETCHED);
    assertThat(Files.readAllBytes(out.resolve(PATH))).isEqualTo(files.get(PATH));
  }

  @Test
  void aWrongChecksumLeavesNoFile() throws Exception {
    put(PATH, 5_000);
    sums.put(PATH, "0".repeat(64));

    Download.Result result = run(PATH).get(0);

    assertThat(result.state()).isEqualTo(Download.State.FAILED);
    assertThat(result.detail()).startsWith("DOWNLOAD_CHECKSUM_WRONG: path=" + PATH);
    assertThat(out.resolve(PATH)).doesNotExist();
    assertThat(out.resolve(PATH + ".part")).doesNotExist();
  }

  @Test
  void aPartThatIsWholeAlreadyIsTakenAndOneThatIsTooLongIsFetchedAnew() throws Exception {
    put(PATH, 5_000);
    Path part = out.resolve(PATH + ".part");
    Files.createDirectories(part.getParent());
    Files.write(part, files.get(PATH));
    assertThat(run(PATH).get(0).state()).isEqualTo(Download.State.FETCHED);
    Files.delete(out.resolve(PATH));
    Files.write(part, new byte[9_000]);
    assertThat(run(PATH).get(0).state()).isEqualTo(Download.State.FETCHED);
    assertThat(Files.readAllBytes(out.resolve(PATH))).isEqualTo(files.get(PATH));
  }

  @Test
  void missingDaysAreSaidAndOthersFetched() throws Exception {
    List<String> paths =
        ArchivePaths.of(
            Objects.requireNonNull(
                InstrumentCatalogue.builtIn().find(Venue.BINANCE_USDM, "BTCUSDT")),
            ArchiveType.KLINES,
            "1m",
            LocalDate.of(2024, 2, 28),
            LocalDate.of(2024, 3, 2),
            false);
    assertThat(paths.get(1))
        .isEqualTo("data/futures/um/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2024-02-29.zip");
    put(paths.get(0), 100);
    put(paths.get(2), 300);

    List<Download.Result> results = run(paths.toArray(new String[0]));

    assertThat(results)
        .extracting(Download.Result::state)
        .containsExactly(Download.State.FETCHED, Download.State.MISSING, Download.State.FETCHED);
    assertThat(ArchiveNames.find(out, false, Venue.BINANCE_SPOT))
        .extracting(ArchiveFile::venue)
        .containsExactly(Venue.BINANCE_USDM, Venue.BINANCE_USDM);
  }

  @Test
  void aFolderThatCannotBeWrittenIsACodedError() throws Exception {
    Path file = out.resolve("file");
    Files.write(file, new byte[] {1});
    out = file.resolve("below");
    assertThatThrownBy(() -> run(PATH))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("DOWNLOAD_OUT_UNWRITABLE");
  }

  @Test
  void aFullDiskIsACodedErrorAndTheNextRunGoesOn() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "no /dev/full here, which says that the disk is full");
    put(PATH, 500_000);
    Path part = out.resolve(PATH + ".part");
    Files.createDirectories(part.getParent());
    Files.createSymbolicLink(part, full);

    Download.Result result = run(PATH).get(0);

    assertThat(result.state()).isEqualTo(Download.State.FAILED);
    assertThat(result.detail()).startsWith("DOWNLOAD_DISK_FULL: cause=").contains("No space left");
    assertThat(bodies).as("tried once only").hasValue(1);
    assertThat(out.resolve(PATH)).doesNotExist();

    // Room again, and what was written before it ran out.
    Files.delete(part);
    Files.write(part, java.util.Arrays.copyOf(files.get(PATH), 123_456));
    assertThat(run(PATH).get(0).state()).isEqualTo(Download.State.FETCHED);
    assertThat(ranges).containsExactly("bytes=123456-");
    assertThat(Files.readAllBytes(out.resolve(PATH))).isEqualTo(files.get(PATH));
  }
}
