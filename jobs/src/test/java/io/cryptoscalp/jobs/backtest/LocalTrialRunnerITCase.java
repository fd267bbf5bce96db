package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.cryptoscalp.engine.backtest.ClosedTrade;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.jobs.backfill.BackfillFixture;
import io.cryptoscalp.jobs.backfill.SyntheticArchive;
import io.cryptoscalp.jobs.trading.TradingRig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does a runner give the same results however often and wherever it is asked? */
class LocalTrialRunnerITCase {
  @TempDir Path folder;

  static BacktestRequest request(String run, TrialSpec... trials) {
    return new BacktestRequest(
        run, new TreeMap<>(), new ArrayList<>(List.of(trials)), Duration.ofSeconds(10).toNanos());
  }

  @Test
  void passesOfOneRunnerAgreeAndEachTrialHasItsOwnResult() throws Exception {
    Path frames = folder.resolve("frames");
    record(frames);
    BacktestInput input =
        BacktestInput.recorded(
            frames, InstrumentCatalogue.builtIn(), Set.of(), text -> assertThat(text).isEmpty());
    TrialSpec plain = TrialSpec.of("plain", Map.of());
    TrialSpec patient = TrialSpec.of("patient", Map.of("strategy.cooldown", "60s"));
    TrialSpec venue =
        TrialSpec.of(
            "venue",
            Map.of("venue.mode", "simulated", "venue.latency.entry", "lognormal:20ms:0.5"));
    AtomicInteger watched = new AtomicInteger();
    try (LocalTrialRunner one = new LocalTrialRunner(input, 1, watched::incrementAndGet);
        LocalTrialRunner two = new LocalTrialRunner(input, 2);
        LocalTrialRunner many = new LocalTrialRunner(input, 20)) {
      List<TrialResult> first = one.run(request("a", plain, patient, venue));

      assertThat(first).extracting(TrialResult::trial).containsExactly(plain, patient, venue);
      assertThat(watched.get()).isPositive();
      assertThat(first.get(0).summary().trades()).isGreaterThan(first.get(1).summary().trades());
      first.forEach(LocalTrialRunnerITCase::assertBooksAgree);
      assertThat(one.run(request("b", plain, patient, venue))).isEqualTo(first);
      assertThat(two.run(request("c", patient, venue, plain)))
          .isEqualTo(List.of(first.get(1), first.get(2), first.get(0)));
      assertThat(many.run(request("m", patient, venue, plain)))
          .isEqualTo(List.of(first.get(1), first.get(2), first.get(0)));
      // The same wishes meet another book, later.
      assertThat(first.get(2).summary().intents()).isEqualTo(first.get(0).summary().intents());
      assertThat(first.get(2).summary().digest()).isNotEqualTo(first.get(0).summary().digest());

      long middle = first.get(0).summary().firstNs() + Duration.ofSeconds(60).toNanos();
      List<TrialResult> late =
          one.run(request("d", new TrialSpec("late", new TreeMap<>(), middle, Long.MAX_VALUE)));
      assertThat(late.get(0).summary().firstNs()).isGreaterThanOrEqualTo(middle);
      assertThat(late.get(0).summary().ticks()).isLessThan(first.get(0).summary().ticks());
    }
  }

  private static void assertBooksAgree(TrialResult result) {
    double profit = 0;
    for (ClosedTrade trade : result.trades()) {
      profit += trade.netPnl();
      assertThat(trade.entryReason()).isNotEmpty();
      assertThat(trade.exitReason()).isNotEmpty();
    }
    assertThat(result.trades()).isNotEmpty();
    assertThat(profit)
        .isCloseTo(result.summary().equity() - result.summary().startEquity(), offset(1e-6));
    assertThat(result.equity().get(result.equity().size() - 1).equity())
        .isEqualTo(result.summary().equity());
  }

  /** Readers that keep together by the span of their frames would need a clock hour for it. */
  @Test
  @Timeout(180)
  void weeksWithFewFramesOfTwoInstrumentsAreReadAtOnce() throws Exception {
    SyntheticArchive archive = new SyntheticArchive(folder, 60_000);
    for (int day = 1; day <= 14; day++) {
      archive.day("BTCUSDT", LocalDate.of(2024, 1, day), 24, 40_000);
      archive.day("ETHUSDT", LocalDate.of(2024, 1, day), 24, 2_000);
    }
    BacktestInput input = BacktestInput.of(BackfillFixture.plan(folder));
    BacktestRequest request =
        new BacktestRequest(
            "weeks",
            new TreeMap<>(Map.of("book.source", "quotes")),
            new ArrayList<>(List.of(TrialSpec.of("plain", Map.of()))),
            Duration.ofHours(1).toNanos());
    try (LocalTrialRunner one = new LocalTrialRunner(input, 1);
        LocalTrialRunner two = new LocalTrialRunner(input, 2)) {
      List<TrialResult> alone = one.run(request);

      assertThat(alone.get(0).summary().ticks()).isGreaterThan(10_000);
      assertThat(two.run(request)).isEqualTo(alone);
    }
  }

  @Test
  void aPassThatFailsSaysWhy() throws Exception {
    Path frames = folder.resolve("frames");
    record(frames);
    BacktestInput input =
        BacktestInput.recorded(frames, InstrumentCatalogue.builtIn(), Set.of(), text -> {});
    FileUtils.deleteDirectoryQuietly(frames.toFile());
    try (LocalTrialRunner runner = new LocalTrialRunner(input, 1)) {
      assertThatThrownBy(() -> runner.run(request("a", TrialSpec.of("x", Map.of()))))
          .isInstanceOf(BacktestException.class)
          .hasMessageStartingWith("BACKTEST_FAILED");
    }
  }

  static void record(Path frames) throws Exception {
    record(frames, Duration.ofMinutes(3));
  }

  static void record(Path frames, Duration length) throws Exception {
    TradingRig.record(
        TradingRig.synthetic(7, 200, "BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE"),
        frames,
        length);
  }
}
