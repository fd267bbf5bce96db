package io.cryptoscalp.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of archives, decoded by the live decoder, say what the file says. */
final class ArchiveReadersTest {
  private static final long DAY_MS = 1_704_067_200_000L; // 2024-01-01
  private static final String UM = "data/futures/um/daily/";

  @TempDir private Path root;

  private List<ArchivedFrame> read(boolean tardis) throws IOException {
    List<ArchiveFile> files = ArchiveNames.find(root, tardis, Venue.BINANCE_USDM);
    try (MergedUnit unit = new MergedUnit(files)) {
      return ArchiveFiles.all(unit);
    }
  }

  private static MarketFrame decode(ArchivedFrame frame) {
    Instrument instrument =
        Objects.requireNonNull(
            InstrumentCatalogue.builtIn().find(frame.message().venue(), frame.message().symbol()));
    MarketFrame out = new MarketFrame();
    byte[] payload = frame.message().payload();
    FrameKind kind = Objects.requireNonNull(FrameKind.ofStream(frame.message().stream()));
    FrameDecoder decoder = new FrameDecoder(instrument);
    RejectCode code =
        decoder.decode(payload, 0, payload.length, kind, frame.message().receiveTimeNs(), out);
    assertThat(code)
        .as(new String(payload, java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(RejectCode.NONE);
    return out;
  }

  @Test
  void aggregateTradesWithAndWithoutHeaderInMillisAndMicrosAreTheSame() throws IOException {
    String header =
        "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n";
    ArchiveFiles.write(
        root,
        UM + "aggTrades/BTCUSDT/BTCUSDT-aggTrades-2024-01-01.zip",
        header + "7,42000.10,0.005,11,13," + (DAY_MS + 5) + ",true\n");
    ArchiveFiles.write(
        root,
        "data/spot/daily/aggTrades/BTCUSDT/BTCUSDT-aggTrades-2024-01-01.csv",
        "8,42000.20000000,0.00500000,14,14," + (DAY_MS + 6) + "000,False,True\r\n");

    List<ArchivedFrame> frames = read(false);

    assertThat(frames).hasSize(2);
    MarketFrame futures = decode(frames.get(0));
    assertThat(futures.kind).isEqualTo(FrameKind.AGG_TRADE);
    assertThat(futures.lastId).isEqualTo(7);
    assertThat(futures.firstId).isEqualTo(11);
    assertThat(futures.lastTradeId).isEqualTo(13);
    assertThat(futures.sellerInitiated).isTrue();
    assertThat(futures.eventTimeNs).isEqualTo((DAY_MS + 5) * 1_000_000);
    assertThat(futures.transactionTimeNs).isEqualTo(futures.eventTimeNs);
    assertThat(futures.price).isEqualTo(4_200_010_000_000L);
    MarketFrame spot = decode(frames.get(1));
    assertThat(frames.get(1).message().venue()).isEqualTo(Venue.BINANCE_SPOT);
    assertThat(spot.eventTimeNs).isEqualTo((DAY_MS + 6) * 1_000_000);
    assertThat(spot.sellerInitiated).isFalse();
    assertThat(frames.get(1).message().receiveTimeNs()).isEqualTo(spot.eventTimeNs);
  }

  @Test
  void everyBinanceTypeBecomesItsLiveMessage() throws IOException {
    ArchiveFiles.write(
        root,
        UM + "trades/BTCUSDT/BTCUSDT-trades-2024-01-01.zip",
        "id,price,qty,quote_qty,time,is_buyer_maker\n\"5\",42000.1,0.5,21000.05,"
            + (DAY_MS + 1)
            + ",false\n");
    ArchiveFiles.write(
        root,
        UM + "bookTicker/BTCUSDT/BTCUSDT-bookTicker-2024-01-01.zip",
        "update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,transaction_time,"
            + "event_time\n9,42000.00,1.5,42000.10,2.5,"
            + (DAY_MS + 2)
            + ","
            + (DAY_MS + 3)
            + "\n");
    ArchiveFiles.write(
        root,
        UM + "klines/BTCUSDT/1m/BTCUSDT-1m-2024-01-01.zip",
        DAY_MS
            + ",42000,42010,41990,42005.5,12.5,"
            + (DAY_MS + 59_999)
            + ",525000,77,6,252000,0\n");
    ArchiveFiles.write(
        root,
        UM + "markPriceKlines/BTCUSDT/1m/BTCUSDT-1m-2024-01-01.zip",
        DAY_MS + ",42000,42010,41990,42003.25,0," + (DAY_MS + 59_999) + ",0,60,0,0,0\n");
    ArchiveFiles.write(
        root,
        "data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2024-01.zip",
        "calc_time,funding_interval_hours,last_funding_rate\n" + (DAY_MS + 4) + ",8,0.00037409\n");
    ArchiveFiles.write(
        root,
        UM + "metrics/BTCUSDT/BTCUSDT-metrics-2024-01-01.zip",
        "create_time,symbol,sum_open_interest,sum_open_interest_value,"
            + "count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,"
            + "count_long_short_ratio,sum_taker_long_short_vol_ratio\n"
            + "2024-01-01 00:05:00,BTCUSDT,79023.7640000000000000,3347300000.1,1.1,1.2,1.26480000,0.9\n"
            + "2024-01-01 00:10:00,BTCUSDT,79024.5,3347300000.1,1.1,1.2,,0.9\n");
    ArchiveFiles.write(
        root,
        UM + "liquidationSnapshot/BTCUSDT/BTCUSDT-liquidationSnapshot-2024-01-01.zip",
        "time,side,order_type,time_in_force,original_quantity,price,average_price,order_status,"
            + "last_fill_quantity,accumulated_fill_quantity\n"
            + (DAY_MS + 10)
            + ",SELL,LIMIT,IOC,0.031,41800.5,41900,FILLED,0.031,0.031\n");
    ArchiveFiles.write(
        root,
        UM + "bookDepth/BTCUSDT/BTCUSDT-bookDepth-2024-01-01.zip",
        "timestamp,percentage,depth,notional\n2024-01-01 00:00:08,-5,3861.52,158000000.25\n");

    List<ArchivedFrame> frames = read(false);

    List<String> streams = new ArrayList<>();
    frames.forEach(frame -> streams.add(frame.message().stream()));
    assertThat(streams)
        .containsExactly(
            "trade",
            "bookTicker",
            "forceOrder",
            "bookDepth",
            "kline",
            "markPrice",
            "openInterestHist",
            "longShortRatio",
            "openInterestHist");
    MarketFrame quote = decode(frames.get(1));
    assertThat(quote.lastId).isEqualTo(9);
    assertThat(quote.askPrices[0]).isEqualTo(4_200_010_000_000L);
    MarketFrame forced = decode(frames.get(2));
    assertThat(forced.sellerInitiated).isTrue();
    assertThat(forced.price).isEqualTo(4_180_050_000_000L);
    assertThat(decode(frames.get(4)).tradeCount).isEqualTo(77);
    MarketFrame mark = decode(frames.get(5));
    assertThat(mark.markPrice).isEqualTo(4_200_325_000_000L);
    assertThat(mark.fundingRate).isEqualTo(0.00037409);
    assertThat(mark.nextFundingTimeNs).isEqualTo((DAY_MS + 8 * 3_600_000) * 1_000_000);
    assertThat(decode(frames.get(6)).openInterest).isEqualTo(79023.764);
    assertThat(decode(frames.get(7)).longShortRatio).isEqualTo(1.2648);
    assertThat(decode(frames.get(8)).openInterest).isEqualTo(79024.5);
  }

  @Test
  void badRowsAreRefusedWithCodeFileLineFieldAndValue() throws IOException {
    ArchiveFiles.write(
        root,
        UM + "trades/BTCUSDT/BTCUSDT-trades-2024-01-01.csv",
        "1,42000.1,0.5,1,"
            + DAY_MS
            + ",true\n"
            + "x,42000.1,0.5,1,"
            + DAY_MS
            + ",true\n"
            + "2,42\"},0.5,1,"
            + DAY_MS
            + ",true\n"
            + "2,42000.1,0.5,1,17,true\n"
            + "2,42000.1,0.5,1,"
            + DAY_MS
            + ",maybe\n"
            + "2,42000.1\n"
            + "\"2,42000.1,0.5,1,"
            + DAY_MS
            + ",true\n"
            + "2,42000.1,0.5,1,"
            + (DAY_MS - 86_400_000L)
            + ",true\n"
            + "2,42000.1,0.5,1,"
            + (DAY_MS + 1)
            + ",true\n"
            + "5,42000.1,0.5,1,"
            + (DAY_MS + 1)
            + ",true\n"
            + "4,42000.1,0.5,1,"
            + (DAY_MS - 1)
            + ",true\n");

    List<ArchiveFile> files = ArchiveNames.find(root, false, Venue.BINANCE_USDM);
    try (MergedUnit unit = new MergedUnit(files)) {
      List<ArchivedFrame> frames = ArchiveFiles.all(unit);
      List<String> codes = new ArrayList<>();
      frames.stream().filter(ArchivedFrame::isRefused).forEach(frame -> codes.add(frame.code()));
      assertThat(codes)
          .containsExactly(
              "NUMBER_INVALID",
              "NUMBER_INVALID",
              "TIME_OUT_OF_RANGE",
              "FIELD_WRONG_TYPE",
              "FIELD_MISSING",
              "ROW_QUOTE_OPEN",
              "TIME_OUTSIDE_FILE");
      assertThat(frames.get(1).detail())
          .isEqualTo(
              "file="
                  + UM
                  + "trades/BTCUSDT/BTCUSDT-trades-2024-01-01.csv line=2 field=id value=\"x\"");
      FileTally tally = unit.tallies().get(0);
      assertThat(tally.rows()).isEqualTo(11);
      assertThat(tally.refused()).isEqualTo(7);
      assertThat(tally.gaps()).isEqualTo(1);
      assertThat(tally.missing()).isEqualTo(2);
      assertThat(tally.duplicates()).isEqualTo(1);
      assertThat(tally.backwards()).isEqualTo(1);
    }
  }

  @Test
  void filesThatEndEarlyGiveWhatIsThere() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      rows.append(i).append(",42000.1,0.5,1,").append(DAY_MS + i).append(",true\n");
    }
    Path file =
        ArchiveFiles.write(
            root, UM + "trades/BTCUSDT/BTCUSDT-trades-2024-01-01.zip", rows.toString());
    byte[] bytes = java.nio.file.Files.readAllBytes(file);
    java.nio.file.Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    List<ArchivedFrame> frames = read(false);

    assertThat(frames.size()).isBetween(1_000, 19_999);
    ArchivedFrame last = frames.get(frames.size() - 1);
    assertThat(last.code()).isEqualTo("FILE_DAMAGED");
  }
}
