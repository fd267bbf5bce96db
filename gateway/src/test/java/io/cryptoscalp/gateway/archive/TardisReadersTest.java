package io.cryptoscalp.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.testing.RecordedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Tardis through the live feed: book, trades, quotes, liquidations. */
final class TardisReadersTest {
  private static final long DAY_US = 1_704_067_200_000_000L; // 2024-01-01

  @TempDir private Path root;

  private FeedPipeline feed(List<String> faults) {
    return new FeedPipeline(
        Objects.requireNonNull(InstrumentCatalogue.builtIn().find(Venue.BINANCE_USDM, "BTCUSDT")),
        FeedOptions.DEFAULT,
        (code, detail, stream) -> faults.add(code));
  }

  private int run(FeedPipeline feed, List<String> refused) throws IOException {
    int accepted = 0;
    try (MergedUnit unit = new MergedUnit(ArchiveNames.find(root, true, Venue.BINANCE_USDM))) {
      for (ArchivedFrame frame = unit.next(); frame != null; frame = unit.next()) {
        FrameKind kind = FrameKind.ofStream(frame.message().stream());
        RejectCode code =
            kind == null
                ? RejectCode.FRAME_UNKNOWN
                : feed.accept(frame.message().payload(), kind, frame.message().receiveTimeNs());
        if (code == RejectCode.NONE) {
          accepted++;
        } else {
          refused.add(code + " " + feed.rejectDetail());
        }
      }
    }
    return accepted;
  }

  private static String at(long us) {
    return "binance-futures,BTCUSDT," + (DAY_US + us) + "," + (DAY_US + us + 300);
  }

  @Test
  void rowsOfOneMessageBecomeOneDiffAndTheBookFollows() throws IOException {
    ArchiveFiles.write(
        root,
        "binance-futures_incremental_book_L2_2024-01-01_BTCUSDT.csv.gz",
        "exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount\n"
            + at(0)
            + ",true,ask,42000.5,1\n"
            + at(0)
            + ",true,bid,42000.1,2\n"
            + at(0)
            + ",true,bid,42000.0,3\n"
            + at(1000)
            + ",false,bid,42000.1,0\n"
            + at(1000)
            + ",false,ask,42000.4,0.7\n"
            + at(2000)
            + ",false,bid,42000.2,0.25\n");
    List<String> faults = new ArrayList<>();
    FeedPipeline feed = feed(faults);

    assertThat(run(feed, faults)).isEqualTo(3);

    assertThat(faults).allMatch(code -> code.equals("BOOK_SYNCED"));
    assertThat(feed.healthy()).isTrue();
    assertThat(feed.bestBid()).isEqualTo(4_200_020_000_000L);
    assertThat(feed.bestBidQuantity()).isEqualTo(25_000_000L);
    assertThat(feed.bestAsk()).isEqualTo(4_200_040_000_000L);
  }

  @Test
  void snapshotsOfFiveLevelsAreTheBook() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int row = 0; row < 3; row++) {
      rows.append(at(row * 1000L));
      for (int level = 0; level < 5; level++) {
        rows.append(',').append(42000.5 + row + level).append(",1.5,");
        rows.append(42000.1 + row - level).append(",2.5");
      }
      rows.append('\n');
    }
    ArchiveFiles.write(
        root, "binance-futures_book_snapshot_5_2024-01-01_BTCUSDT.csv.gz", rows.toString());
    List<String> faults = new ArrayList<>();
    FeedPipeline feed = feed(faults);

    assertThat(run(feed, faults)).isEqualTo(3);
    assertThat(feed.healthy()).as(faults.toString()).isTrue();
    assertThat(feed.bestBid()).isEqualTo(4_200_210_000_000L);
  }

  @Test
  void tickersAndLiquidationsAreTheLiveMessages() throws IOException {
    ArchiveFiles.write(
        root,
        "binance-futures_derivative_ticker_2024-01-01_BTCUSDT.csv.gz",
        "exchange,symbol,timestamp,local_timestamp,funding_timestamp,funding_rate,"
            + "predicted_funding_rate,open_interest,last_price,index_price,mark_price\n"
            + at(0)
            + ","
            + (DAY_US + 28_800_000_000L)
            + ",0.0001,,79000.5,42000,42001.5,42000.75\n"
            + at(0)
            + ","
            + (DAY_US + 28_800_000_000L)
            + ",0.0001,,79000.5,42002,42001.5,42000.75\n");
    ArchiveFiles.write(
        root,
        "binance-futures_liquidations_2024-01-01_BTCUSDT.csv.gz",
        at(500) + ",,sell,41000.5,0.25\n" + at(600) + ",,unknown,41000.5,0.25\n");
    List<ArchivedFrame> frames;
    try (MergedUnit unit = new MergedUnit(ArchiveNames.find(root, true, Venue.BINANCE_USDM))) {
      frames = ArchiveFiles.all(unit);
    }
    List<String> faults = new ArrayList<>();
    FeedPipeline feed = feed(faults);
    assertThat(run(feed, faults)).as(faults.toString()).isEqualTo(3);
    assertThat(frames).hasSize(4);
    assertThat(frames.get(3).code()).isEqualTo("FIELD_WRONG_TYPE");
    assertThat(frames.get(0).message().receiveTimeNs()).isEqualTo((DAY_US + 300) * 1000);
  }

  @Test
  void recordedTradesAndQuotesPassTheLiveFeed() throws IOException {
    Path recorded = RecordedData.require("trades-quotes-binance-usdm-2020-02-22");
    Files.copy(
        recorded.resolve("BTCUSDT-trades.csv.gz"),
        root.resolve("binance-futures_trades_2020-02-22_BTCUSDT.csv.gz"));
    Files.copy(
        recorded.resolve("BTCUSDT-quotes.csv.gz"),
        root.resolve("binance-futures_quotes_2020-02-22_BTCUSDT.csv.gz"));
    List<String> refused = new ArrayList<>();
    List<String> faults = new ArrayList<>();

    int accepted = run(feed(faults), refused);

    assertThat(accepted + refused.size()).isEqualTo(19_998);
    assertThat(refused).as("refused").hasSizeLessThan(20);
  }
}
