package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cryptoscalp.jobs.results.TestClickHouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One hour of every type of the venue's archive, from a server on this machine into the tables. */
final class DownloadBackfillITCase {
  private static final long DAY_MS = 1_704_067_200_000L; // 2024-01-01
  private static final String INSTRUMENT = "BTCUSDT-PERP.BINANCE";
  private static final String TYPES =
      "aggTrades,trades,klines,markPriceKlines,bookTicker,bookDepth,fundingRate,metrics,"
          + "liquidationSnapshot";

  private static final BigDecimal TICK = new BigDecimal("0.1");

  @TempDir private Path folder;

  @Test
  void everyTypeIsFetchedAndItsRowsAreInTheTables() throws Exception {
    serveFiles();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Path archive = folder.resolve("archive");
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      String[] download =
          words(
              ("download --types %s --instruments %s --from 2024-01-01 --to 2024-01-02 --out %s"
                      + " --base-url %s")
                  .formatted(TYPES, INSTRUMENT, archive, url));
      assertThat(run(download)).startsWith("0 ").contains("9 fetched, 0 there already, 0 missing");
      assertThat(run(download)).startsWith("0 ").contains("0 fetched, 9 there already");
    } finally {
      server.stop(0);
    }
    try (TestClickHouse clickHouse = TestClickHouse.start(folder)) {
      String told =
          run(
              words(
                  "backfill --source binance-archive --input %s --work %s --set clickhouse.url=%s"
                      .formatted(archive, folder.resolve("work"), clickHouse.server().jdbcUrl())));
      assertThat(told).startsWith("0 ").contains("Bad rows 0, gaps 0, duplicates 0");

      assertThat(
              clickHouse.rows(
                  "SELECT type, rows, frames, refused, damage FROM backfill_files FINAL"
                      + " ORDER BY type"))
          .containsExactly(
              "aggTrades|1800|1800|0|",
              "bookDepth|1200|1200|0|",
              "bookTicker|7200|7200|0|",
              "fundingRate|1|1|0|",
              "klines|60|60|0|",
              "liquidationSnapshot|30|30|0|",
              "markPriceKlines|60|60|0|",
              "metrics|12|24|0|",
              "trades|3600|3600|0|");
      assertThat(
              clickHouse.rows(
                  "SELECT stream, sum(accepted), sum(refused) FROM ingest_counts FINAL"
                      + " GROUP BY stream ORDER BY stream"))
          .containsExactly(
              "aggTrade|1800|0",
              "bookTicker|7200|0",
              "forceOrder|30|0",
              "kline|60|0",
              "longShortRatio|12|0",
              "markPrice|60|0",
              "openInterestHist|12|0",
              "trade|3600|0");
      assertThat(clickHouse.rows("SELECT code, detail FROM dead_letters FINAL")).isEmpty();
      assertThat(clickHouse.rows("SELECT count(), toInt64(sum(depth)) FROM book_depth FINAL"))
          .containsExactly("1200|1800");
      assertThat(clickHouse.rows("SELECT count(), min(trade_id), max(trade_id) FROM trades FINAL"))
          .as("single trades and aggregates")
          .containsExactly("5400|0|3599");
      assertThat(clickHouse.count("bars FINAL")).isGreaterThan(60);
      assertThat(clickHouse.count("features FINAL")).isGreaterThan(3_000);
    }
  }

  /** Writes zips and their checksums below {@code served}. */
  private void serveFiles() throws Exception {
    StringBuilder trades = new StringBuilder("id,price,qty,quote_qty,time,is_buyer_maker\n");
    StringBuilder aggregates =
        new StringBuilder(
            "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,"
                + "is_buyer_maker\n");
    StringBuilder quotes =
        new StringBuilder(
            "update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,transaction_time,"
                + "event_time\n");
    for (int i = 0; i < 7_200; i++) {
      long time = DAY_MS + 500L * i + 100;
      String price = String.format(Locale.ROOT, "%.1f", 42_000 + i % 50 / 10.0);
      line(quotes, i + 1, price, 1.5, new BigDecimal(price).add(TICK), 2.5, time, time);
      if (i % 2 == 0) {
        line(trades, i / 2, price, 0.25, 0, time + 5, i % 4 == 0);
      }
      if (i % 4 == 0) {
        line(aggregates, i / 4, price, 0.5, i / 2, i / 2 + 1, time + 6, true);
      }
    }
    StringBuilder candles = new StringBuilder();
    StringBuilder marks = new StringBuilder();
    StringBuilder forced =
        new StringBuilder(
            "time,side,order_type,time_in_force,original_quantity,price,average_price,"
                + "order_status,last_fill_quantity,accumulated_fill_quantity\n");
    for (int minute = 0; minute < 60; minute++) {
      long open = DAY_MS + 60_000L * minute;
      line(candles, open, 42000, 42010, 41990, 42005, 12.5, open + 59_999, 525000, 77, 6, 3, 0);
      line(marks, open, 42000, 42010, 41990, 42003.25, 0, open + 59_999, 0, 60, 0, 0, 0);
      if (minute % 2 == 0) {
        line(forced, open + 10, "SELL", "LIMIT", "IOC", 0.031, 41800.5, 41900, "FILLED", 1, 1);
      }
    }
    StringBuilder depth = new StringBuilder("timestamp,percentage,depth,notional\n");
    for (int i = 0; i < 120; i++) {
      for (int percent = -5; percent <= 5; percent++) {
        if (percent != 0) {
          line(depth, clock(30 * i), percent + ".00", 1.5, 63000);
        }
      }
    }
    StringBuilder metrics =
        new StringBuilder(
            "create_time,symbol,sum_open_interest,sum_open_interest_value,"
                + "count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,"
                + "count_long_short_ratio,sum_taker_long_short_vol_ratio\n");
    for (int i = 0; i < 12; i++) {
      line(metrics, clock(300 * i), "BTCUSDT", 79_000 + i, 3.3e9, 1.1, 1.2, 1.3, 0.9);
    }
    put("daily/trades/BTCUSDT/BTCUSDT-trades-2024-01-01", trades);
    put("daily/aggTrades/BTCUSDT/BTCUSDT-aggTrades-2024-01-01", aggregates);
    put("daily/bookTicker/BTCUSDT/BTCUSDT-bookTicker-2024-01-01", quotes);
    put("daily/klines/BTCUSDT/1m/BTCUSDT-1m-2024-01-01", candles);
    put("daily/markPriceKlines/BTCUSDT/1m/BTCUSDT-1m-2024-01-01", marks);
    put("daily/liquidationSnapshot/BTCUSDT/BTCUSDT-liquidationSnapshot-2024-01-01", forced);
    put("daily/bookDepth/BTCUSDT/BTCUSDT-bookDepth-2024-01-01", depth);
    put("daily/metrics/BTCUSDT/BTCUSDT-metrics-2024-01-01", metrics);
    put(
        "monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2024-01",
        new StringBuilder("calc_time,funding_interval_hours,last_funding_rate\n")
            .append(DAY_MS + 4)
            .append(",8,0.00037409\n"));
  }

  private static String clock(int second) {
    return String.format(
        Locale.ROOT, "2024-01-01 %02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
  }

  private static void line(StringBuilder text, Object... fields) {
    for (int i = 0; i < fields.length; i++) {
      text.append(i == 0 ? "" : ",").append(fields[i]);
    }
    text.append('\n');
  }

  private void put(String name, StringBuilder text) throws Exception {
    Path zip = folder.resolve("served/data/futures/um/" + name + ".zip");
    Files.createDirectories(Objects.requireNonNull(zip.getParent()));
    String base = String.valueOf(zip.getFileName());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry(base.replace(".zip", ".csv")));
      out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
      out.closeEntry();
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip));
    Files.writeString(
        zip.resolveSibling(base + ".CHECKSUM"), HexFormat.of().formatHex(digest) + "  " + base);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Path file = folder.resolve("served" + exchange.getRequestURI().getPath());
      boolean there = Files.isRegularFile(file);
      exchange.sendResponseHeaders(there ? 200 : 404, there ? Files.size(file) : -1);
      if (there) {
        Files.copy(file, exchange.getResponseBody());
      }
    }
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  /** Exit code, a space, and everything said. */
  private String run(String... words) {
    StringWriter text = new StringWriter();
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    int code = line.execute(words);
    return code + " " + text;
  }
}
