package io.cryptoscalp.jobs.barsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.BarSeries;
import io.cryptoscalp.engine.barsim.BarStrategies;
import io.cryptoscalp.engine.barsim.BarTerms;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.validation.WalkForwardWindows;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bars of the venue's files, and what runs of them leave in files. */
class BarFilesTest {
  private static final long MINUTE_MS = 60_000;
  private static final long START_MS = 1_767_225_600_000L;

  @TempDir private Path folder;

  private Path zip(String name, long firstMs, int bars, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder csv = new StringBuilder("open_time,open,high,low,close,volume\n");
    double price = 100;
    for (int i = 0; i < bars; i++) {
      double close = Math.round((price + random.nextInt(-50, 51) / 100.0) * 100) / 100.0;
      csv.append(START_MS + firstMs + i * MINUTE_MS).append(',').append(price).append(',');
      csv.append(Math.max(price, close)).append(',').append(Math.min(price, close)).append(',');
      csv.append(close).append(",50\n");
      price = close;
    }
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name.replace(".zip", ".csv")));
      zip.write(csv.toString().getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  @Test
  void filesOfAnInstrumentMakeOneSeriesWhateverTheirOrder() throws Exception {
    Path second = zip("BTCUSDT-1m-2026-02.zip", 100 * MINUTE_MS, 40, 2);
    Path first = zip("BTCUSDT-1m-2026-01.zip", 0, 60, 1);
    Path other = zip("ETHUSDT-1m-2026-01.zip", 0, 10, 3);
    Map<String, BarSeries> series =
        BarFiles.read(List.of(second, first, other), Long.MIN_VALUE, Long.MAX_VALUE);
    BarSeries bitcoin = series.get("BTCUSDT");
    assertThat(series).containsOnlyKeys("BTCUSDT", "ETHUSDT");
    assertThat(bitcoin.size()).isEqualTo(100);
    assertThat(bitcoin.gaps()).isEqualTo(1);
    assertThat(bitcoin.intervalNs()).isEqualTo(60_000_000_000L);
    assertThat(BarFiles.tickSize(bitcoin)).isEqualTo(0.01);
    Path same = zip("BTCUSDT-1m-2026-01-05.zip", 30 * MINUTE_MS, 5, 4);
    assertThatThrownBy(() -> BarFiles.read(List.of(first, same), Long.MIN_VALUE, Long.MAX_VALUE))
        .hasMessageContaining("BAR_INVALID");
  }

  @Test
  void aWalkForwardChainsItsWindowsAndItsFileIsReadAsAnyOther() throws Exception {
    Path file = zip("BTCUSDT-1m-2026-01.zip", 0, 4_000, 5);
    BarSeries series = BarFiles.read(List.of(file), Long.MIN_VALUE, Long.MAX_VALUE).get("BTCUSDT");
    BarBacktest backtest =
        new BarBacktest(List.of(BarMarket.of(series, 0.01)), BarTerms.standard());
    List<BarTrial> trials =
        BarTrial.grid(
            BarStrategies.find(getClass().getClassLoader()).require("sma-crossover"),
            Map.of("short", 1.0),
            Map.of("fast", List.of(5.0, 10.0, 40.0)));
    // A fast mean that is not the faster one is left out.
    assertThat(trials).hasSize(2);
    long hour = 3_600_000_000_000L;
    List<BarWalkForward.Step> steps =
        BarWalkForward.run(
            backtest,
            trials,
            WalkForwardWindows.of(
                backtest.fromNs(), backtest.toNs(), 20 * hour, 10 * hour, 0, false),
            BarObjective.NET,
            2);
    assertThat(steps).hasSize(5);
    for (int i = 1; i < steps.size(); i++) {
      assertThat(steps.get(i).result().startEquity())
          .isEqualTo(steps.get(i - 1).result().endEquity());
    }
    BarRecords records = new BarRecords(backtest);
    RunRecord run =
        records.of("run", trials.get(0), steps.stream().map(BarWalkForward.Step::result).toList());
    new BarRunFiles(folder.resolve("run")).write("walk-forward", run);
    RunRecord read = RunFile.read(folder.resolve("run/trials/walk-forward.json"));
    assertThat(read.kind()).isEqualTo(RunRecord.Kind.WALK_FORWARD);
    assertThat(read.windows()).hasSize(5);
    double end = steps.get(4).result().endEquity();
    assertThat(read.equity().value()[read.equity().value().length - 1]).isEqualTo(end);
    double net = read.trades().stream().mapToDouble(trade -> trade.net()).sum();
    assertThat(net).isCloseTo(end - 10_000, Offset.offset(1e-6));
  }

  @Test
  void threadsDoNotChangeResults() throws Exception {
    Path file = zip("BTCUSDT-1m-2026-01.zip", 0, 2_000, 6);
    BarSeries series = BarFiles.read(List.of(file), Long.MIN_VALUE, Long.MAX_VALUE).get("BTCUSDT");
    BarBacktest backtest =
        new BarBacktest(List.of(BarMarket.of(series, 0.01)), BarTerms.standard());
    List<BarTrial> trials =
        BarTrial.grid(
            BarStrategies.find(getClass().getClassLoader()).require("donchian-breakout"),
            Map.of("stop", 0.004, "target", 0.004),
            Map.of("entry", List.of(5.0, 10.0, 20.0, 40.0)));
    double[] one =
        new BarTrials(backtest, 1).judge(trials, Long.MIN_VALUE, Long.MAX_VALUE, BarObjective.NET);
    double[] four =
        new BarTrials(backtest, 4).judge(trials, Long.MIN_VALUE, Long.MAX_VALUE, BarObjective.NET);
    assertThat(four).isEqualTo(one);
    assertThat(new BarTrials(backtest, 2).run(trials, Long.MIN_VALUE, Long.MAX_VALUE))
        .allMatch(result -> result.dependence().trades() == result.result().trades().size());
  }

  @Test
  void theBenchmarkHoldsAllInstruments() throws Exception {
    List<Path> files =
        List.of(zip("BTCUSDT-1m-2026-01.zip", 0, 300, 7), zip("ETHUSDT-1m-2026-01.zip", 0, 300, 8));
    List<BarMarket> markets =
        BarFiles.read(files, Long.MIN_VALUE, Long.MAX_VALUE).values().stream()
            .map(series -> BarMarket.of(series, 0.01))
            .toList();
    BarBacktest backtest = new BarBacktest(markets, BarTerms.standard());
    BarTrial trial =
        BarTrial.grid(
                BarStrategies.find(getClass().getClassLoader()).require("buy-and-hold"),
                Map.of(),
                Map.of())
            .get(0);
    BarResult result =
        new BarTrials(backtest, 1).results(List.of(trial), Long.MIN_VALUE, Long.MAX_VALUE).get(0);
    RunRecord.Curve held = new BarRecords(backtest).of("run", trial, result).benchmark();
    assertThat(held).isNotNull();
    double grown = 0;
    for (BarMarket market : markets) {
      // Five points an hour apart: from the close of the first hour to that of the fifth.
      grown += market.series().close(299) / market.series().close(59) / 2;
    }
    assertThat(held.value()[4] / held.value()[0]).isCloseTo(grown, Offset.offset(1e-9));
  }
}
