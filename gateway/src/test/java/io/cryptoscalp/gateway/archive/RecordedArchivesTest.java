package io.cryptoscalp.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.testing.RecordedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recorded files, laid out as Binance publishes them and planned and read as a backfill does, held
 * row by row against a plain split of the same text.
 */
final class RecordedArchivesTest {
  private static final long NS_PER_MS = 1_000_000L;
  private static final Pattern AGGREGATE =
      Pattern.compile(
          "\\{\"a\":(\\d+),\"p\":\"([\\d.]+)\",\"q\":\"([\\d.]+)\",\"f\":(\\d+),\"l\":(\\d+),"
              + "\"T\":(\\d+),\"m\":(true|false),\"M\":true}");

  @TempDir private Path root;

  private List<ArchivedFrame> read(String instrument) throws IOException {
    ArchivePlan plan =
        ArchivePlan.of(
            ArchiveNames.find(root, false, Venue.BINANCE_USDM),
            InstrumentCatalogue.builtIn(),
            instrument::equals,
            LocalDate.MIN,
            LocalDate.MAX);
    assertThat(plan.instruments()).hasSize(1);
    List<ArchivedFrame> frames = new ArrayList<>();
    for (ArchiveUnit unit : plan.instruments().get(0).units()) {
      try (MergedUnit reader = new MergedUnit(unit.files())) {
        frames.addAll(ArchiveFiles.all(reader));
        for (FileTally tally : reader.tallies()) {
          assertThat(tally.refused()).isZero();
          assertThat(tally.gaps()).isZero();
          assertThat(tally.backwards()).isZero();
        }
      }
    }
    return frames;
  }

  /** The live decoder of one instrument over an archive's frames. */
  private static final class Decoded {
    final MarketFrame out = new MarketFrame();
    private final FrameDecoder decoder;

    Decoded(Venue venue, String symbol) {
      Instrument instrument =
          Objects.requireNonNull(InstrumentCatalogue.builtIn().find(venue, symbol));
      decoder = new FrameDecoder(instrument);
    }

    RejectCode code(ArchivedFrame frame) {
      FrameKind kind = Objects.requireNonNull(FrameKind.ofStream(frame.message().stream()));
      byte[] payload = frame.message().payload();
      return decoder.decode(payload, 0, payload.length, kind, frame.message().receiveTimeNs(), out);
    }
  }

  private static List<String[]> split(String file) throws IOException {
    try (BufferedReader in = RecordedData.open(file)) {
      return in.lines().map(line -> line.split(",", -1)).toList();
    }
  }

  private static long scaled(String decimal) {
    return new BigDecimal(decimal).movePointRight(8).longValueExact();
  }

  private static LocalDate day(long ms) {
    return Instant.ofEpochMilli(ms).atZone(ZoneOffset.UTC).toLocalDate();
  }

  @Test
  void aMonthOfTheVenuesCandlesIsReadRowByRow() throws IOException {
    for (String symbol : List.of("LTCUSDT", "ALGOUSDT")) {
      String name = symbol + "-1m-2026-02";
      String recorded = "klines-1m-binance-usdm-2026-02/" + name + ".csv.gz";
      String folder = "data/futures/um/monthly/klines/" + symbol + "/1m/";
      List<String[]> rows = split(recorded);
      if (symbol.equals("LTCUSDT")) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(String.join(",", row)).append('\n'));
        ArchiveFiles.write(root, folder + name + ".zip", text.toString());
      } else {
        Files.createDirectories(root.resolve(folder));
        Files.copy(RecordedData.require(recorded), root.resolve(folder + name + ".csv.gz"));
      }

      List<ArchivedFrame> frames = read(symbol + "-PERP.BINANCE");

      assertThat(frames).hasSize(40_320).hasSize(rows.size() - 1);
      Decoded decoded = new Decoded(Venue.BINANCE_USDM, symbol);
      MarketFrame out = decoded.out;
      for (int i = 0; i < frames.size(); i++) {
        String[] row = rows.get(i + 1);
        assertThat(decoded.code(frames.get(i))).isEqualTo(RejectCode.NONE);
        long[] got = {
          out.openTimeNs,
          out.openPrice,
          out.highPrice,
          out.lowPrice,
          out.price,
          out.quantity,
          out.closeTimeNs,
          out.tradeCount,
          out.takerBuyQuantity
        };
        assertThat(got)
            .containsExactly(
                Long.parseLong(row[0]) * NS_PER_MS,
                scaled(row[1]),
                scaled(row[2]),
                scaled(row[3]),
                scaled(row[4]),
                scaled(row[5]),
                Long.parseLong(row[6]) * NS_PER_MS,
                Long.parseLong(row[8]),
                scaled(row[9]));
        assertThat(out.closed).isTrue();
        assertThat(frames.get(i).message().receiveTimeNs()).isEqualTo(out.closeTimeNs);
        assertThat(frames.get(i).line()).isEqualTo(i + 2);
      }
      if (symbol.equals("LTCUSDT")) {
        // As the data set's description says of its last row.
        assertThat(out.price).isEqualTo(5_437_000_000L);
      }
    }
  }

  @Test
  void aggregatesOfThreeDaysKeepEveryIdAndQuantity() throws IOException {
    String json;
    try (BufferedReader in =
        RecordedData.open("aggtrades-binance-spot-xrpeth-2019-10/XRPETH-aggTrades.json.gz")) {
      json = String.join("", in.lines().toList());
    }
    Map<LocalDate, StringBuilder> days = new TreeMap<>();
    List<Matcher> rows = new ArrayList<>();
    Matcher found = AGGREGATE.matcher(json);
    for (int at = 0; found.find(at); at = found.end()) {
      Matcher row = AGGREGATE.matcher(json).region(found.start(), found.end());
      assertThat(row.matches()).isTrue();
      rows.add(row);
      StringBuilder text =
          days.computeIfAbsent(day(Long.parseLong(row.group(6))), key -> new StringBuilder());
      for (int field = 1; field <= 7; field++) {
        text.append(row.group(field)).append(',');
      }
      text.append("True\n");
    }
    days.forEach(
        (day, text) ->
            ArchiveFiles.write(
                root,
                "data/spot/daily/aggTrades/XRPETH/XRPETH-aggTrades-" + day + ".zip",
                text.toString()));

    List<ArchivedFrame> frames = read("XRPETH.BINANCE");

    assertThat(days).hasSize(3);
    assertThat(frames).hasSize(12_477).hasSameSizeAs(rows);
    Decoded decoded = new Decoded(Venue.BINANCE_SPOT, "XRPETH");
    MarketFrame out = decoded.out;
    int makers = 0;
    for (int i = 0; i < frames.size(); i++) {
      Matcher row = rows.get(i);
      assertThat(decoded.code(frames.get(i))).isEqualTo(RejectCode.NONE);
      long[] got = {
        out.lastId, out.price, out.quantity, out.firstId, out.lastTradeId, out.transactionTimeNs
      };
      assertThat(got)
          .containsExactly(
              Long.parseLong(row.group(1)),
              scaled(row.group(2)),
              scaled(row.group(3)),
              Long.parseLong(row.group(4)),
              Long.parseLong(row.group(5)),
              Long.parseLong(row.group(6)) * NS_PER_MS);
      assertThat(out.sellerInitiated).isEqualTo(Boolean.parseBoolean(row.group(7)));
      makers += out.sellerInitiated ? 1 : 0;
    }
    assertThat(makers).isEqualTo(5_953);
  }

  @Test
  void tradesInMicrosAndMillisKeepTheirValuesAndAnEmptyPrintIsRefusedByTheFeed()
      throws IOException {
    trades("spot-trxusdt-trade", Venue.BINANCE_SPOT, "data/spot/daily/", "TRXUSDT.BINANCE", 0);
    // The venue's own print of price and quantity 0 is in the futures file.
    trades(
        "usdm-trxusdt-trade",
        Venue.BINANCE_USDM,
        "data/futures/um/daily/",
        "TRXUSDT-PERP.BINANCE",
        1);
  }

  private void trades(String name, Venue venue, String folder, String instrument, int empty)
      throws IOException {
    List<String[]> rows =
        split("trades-depth-binance-trx-2025-03-04/" + name + ".csv.gz").stream().skip(1).toList();
    StringBuilder text = new StringBuilder("id,price,qty,quote_qty,time,is_buyer_maker\n");
    for (String[] row : rows) {
      String maker = row[9].equals("1") ? "true" : "false";
      text.append(String.join(",", row[6], row[7], row[8], "0", row[4], maker)).append('\n');
    }
    ArchiveFiles.write(
        root, folder + "trades/TRXUSDT/TRXUSDT-trades-2025-03-04.zip", text.toString());

    List<ArchivedFrame> frames = read(instrument);

    assertThat(frames).hasSameSizeAs(rows).hasSizeGreaterThan(9_000);
    Decoded decoded = new Decoded(venue, "TRXUSDT");
    MarketFrame out = decoded.out;
    int refused = 0;
    for (int i = 0; i < frames.size(); i++) {
      String[] row = rows.get(i);
      RejectCode code = decoded.code(frames.get(i));
      if (new BigDecimal(row[7]).signum() == 0) {
        assertThat(code).isNotEqualTo(RejectCode.NONE);
        refused++;
        continue;
      }
      assertThat(code).isEqualTo(RejectCode.NONE);
      long unit = venue.isDerivative() ? NS_PER_MS : 1_000;
      long[] got = {out.lastId, out.price, out.quantity, out.transactionTimeNs};
      assertThat(got)
          .containsExactly(
              Long.parseLong(row[6]),
              scaled(row[7]),
              scaled(row[8]),
              Long.parseLong(row[4]) * unit);
      assertThat(out.sellerInitiated).isEqualTo(row[9].equals("1"));
    }
    assertThat(refused).isEqualTo(empty);
  }

  @Test
  void fourYearsOfFundingRatesFillTheMarkPricesBehindThem() throws IOException {
    List<String[]> rows =
        split(
                "funding-btc-7-exchanges/"
                    + "BTC-USDT_binance_2020-01-01_2024-01-01_funding_history.csv.gz")
            .stream()
            .skip(1)
            .toList();
    List<Long> times = new ArrayList<>();
    Map<String, StringBuilder> rates = new TreeMap<>();
    Map<String, StringBuilder> marks = new TreeMap<>();
    for (String[] row : rows) {
      // Times of this data set are three hours ahead of UTC.
      LocalDateTime local = LocalDateTime.parse(row[1].substring(0, 19).replace(' ', 'T'));
      long ms = local.minusHours(3).toInstant(ZoneOffset.UTC).toEpochMilli();
      times.add(ms);
      String month = day(ms).toString().substring(0, 7);
      rates.computeIfAbsent(month, key -> new StringBuilder()).append(ms).append(",8,");
      rates.get(month).append(row[2]).append('\n');
      StringBuilder mark = marks.computeIfAbsent(month, key -> new StringBuilder());
      mark.append(ms).append(",9,9,9,9.5,0,").append(ms + 59_999).append(",0,0,0,0,0\n");
    }
    String base = "data/futures/um/monthly/";
    rates.forEach(
        (month, text) ->
            ArchiveFiles.write(
                root,
                base + "fundingRate/BTCUSDT/BTCUSDT-fundingRate-" + month + ".zip",
                text.toString()));
    marks.forEach(
        (month, text) ->
            ArchiveFiles.write(
                root,
                base + "markPriceKlines/BTCUSDT/1m/BTCUSDT-1m-" + month + ".zip",
                text.toString()));

    List<ArchivedFrame> frames = read("BTCUSDT-PERP.BINANCE");

    assertThat(frames).hasSize(4_383).hasSameSizeAs(rows);
    Decoded decoded = new Decoded(Venue.BINANCE_USDM, "BTCUSDT");
    for (int i = 0; i < frames.size(); i++) {
      assertThat(decoded.code(frames.get(i))).isEqualTo(RejectCode.NONE);
      assertThat(decoded.out.fundingRate).isEqualTo(Double.parseDouble(rows.get(i)[2]));
      assertThat(decoded.out.nextFundingTimeNs)
          .isEqualTo((times.get(i) + 8 * 3_600_000L) * NS_PER_MS);
    }
  }
}
