package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.backtest.FreeFills;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.matching.FeeSchedule;
import io.cryptoscalp.engine.matching.ImpactModel;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.models.validation.Finding;
import io.cryptoscalp.models.validation.StressReport;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Do checks that run a trial again ask for the executions they judge by, and judge rightly? */
class RerunChecksTest {
  private static final String BTC = "BTCUSDT-PERP.BINANCE";
  private static final long DIGEST = 77;

  private final List<TrialSpec> asked = new ArrayList<>();

  /** Earns so much on each trial, in their order. */
  private TrialRunner earning(double... profits) {
    return request -> {
      List<TrialResult> results = new ArrayList<>();
      for (TrialSpec trial : request.trials()) {
        double end = 1_000 + profits[Math.min(results.size(), profits.length - 1)];
        TrialSummary summary =
            new TrialSummary(1, 1, 1, 1, 4, 2, 1, 0, 0.5, 0, 1_000, end, 0.1, 1, 2, 0, DIGEST);
        results.add(new TrialResult(trial, summary, List.of(), List.of()));
      }
      asked.addAll(request.trials());
      return results;
    };
  }

  private VenueSettings venue(int index, Map<String, String> base) {
    return new BacktestRequest("r", new TreeMap<>(base), new ArrayList<>(asked), 1).venue(index);
  }

  @Test
  void freeFillsAreSoughtOnPaperAtOnceAndBehindTheQueue() throws Exception {
    Map<String, String> base = Map.of("venue.latency.entry", "30ms");
    TrialSpec trial =
        TrialSpec.of("t", Map.of("strategy.cooldown", "5s", "venue.queue", "through-only"));
    FreeFills found = FreeFillsCheck.run(earning(10, 5, -1), base, trial);
    assertThat(FreeFills.net(found.paper())).isEqualTo(10);
    assertThat(FreeFills.net(found.instant())).isEqualTo(5);
    assertThat(FreeFills.net(found.queued())).isEqualTo(-1);
    assertThat(found.found()).isTrue();
    assertThat(FreeFillsCheck.run(earning(10, 5, 1), base, trial).found()).isFalse();
    assertThat(asked.subList(0, 3))
        .extracting(TrialSpec::id)
        .containsExactly("paper", "instant", "queued");
    assertThat(asked).allMatch(spec -> spec.settings().get("strategy.cooldown").equals("5s"));
    asked.subList(3, 6).clear();
    assertThat(venue(0, base).simulated()).isFalse();
    VenueSettings instant = venue(1, base);
    assertThat(instant.simulated()).isTrue();
    assertThat(instant.common().latency().entryNs(0, 0)).isZero();
    assertThat(instant.common().latency().responseNs(0, 0)).isZero();
    VenueSettings queued = venue(2, base);
    assertThat(queued.common().latency().entryNs(0, 0)).isEqualTo(30_000_000);
    assertThat(asked.get(1).settings()).containsEntry("venue.impact", "none");
    assertThat(asked.get(2).settings())
        .containsEntry("venue.queue", "risk-averse")
        .containsEntry("venue.impact", "consuming");
  }

  private static StoredRun stored(TrialSpec trial) {
    return new StoredRun(
        "run",
        "hash",
        Map.of(),
        new TreeMap<>(Map.of("venue.latency.entry", "4ms", "trading.instruments", BTC)),
        List.of(trial),
        Map.of(trial.id(), DIGEST),
        1_000_000_000L);
  }

  private static RunRecord judged(TrialSpec trial) {
    return new RunRecord(
        "run." + trial.id(),
        "s",
        RunRecord.Kind.BACKTEST,
        new TreeMap<>(),
        "hash",
        "USDT",
        0,
        3_600_000_000_000L,
        1_000,
        new RunRecord.Curve(new long[] {3_600_000_000_000L}, new double[] {1_010}),
        null,
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void aTrialOnPaperIsTakenToTheVenueFirstAndThenMadeWorse() throws Exception {
    TrialSpec paper = TrialSpec.of("t1", Map.of("venue.latency.factor", "2"));
    StressCheck check = new StressCheck(stored(paper), paper, Map.of(BTC, 0.02), Map.of(BTC, 9e3));
    StressReport report = check.run(earning(10, 4, 3, -1, -5, 2, 1, 1, -9), judged(paper));
    assertThat(report.cases())
        .extracting(StressReport.Case::id)
        .containsExactly(
            "as run",
            "simulated venue",
            "venue, last in the queue",
            "latency x5",
            "latency x20",
            "impact x1",
            "impact x2",
            "fees x1.5",
            "all at their worst");
    assertThat(report.runId()).isEqualTo("run.t1");
    assertThat(report.code()).isEqualTo(Finding.Code.FRAGILE);
    assertThat(report.text()).contains("latency x5 (-0.10 %)").doesNotContain("x20");
    Map<String, String> base = stored(paper).settings();
    assertThat(venue(0, base).simulated()).isFalse();
    assertThat(venue(1, base).common().latency().entryNs(0, 0)).isEqualTo(8_000_000);
    assertThat(venue(3, base).common().latency().entryNs(0, 0)).isEqualTo(40_000_000);
    assertThat(venue(4, base).common().latency().responseNs(0, 0)).isEqualTo(400_000_000);
    Instrument btc = InstrumentCatalogue.builtIn().find(BTC);
    assertThat(btc).isNotNull();
    FeeSchedule dearer = venue(7, base).options(btc).fees();
    assertThat(dearer).isNotNull();
    assertThat(dearer.takerRates()[0]).isEqualTo(1.5 * btc.takerFee());
    assertThat(venue(0, base).options(btc).fees()).isNull();
  }

  @Test
  void aTrialAtTheVenueIsNotTakenThereAndImpactNeedsVolumes() throws Exception {
    TrialSpec venue = TrialSpec.of("t1", Map.of("venue.mode", "simulated"));
    StressCheck check = new StressCheck(stored(venue), venue, Map.of(BTC, 0.02), Map.of());
    assertThat(check.stressesImpact()).isFalse();
    StressReport report = check.run(earning(10, -1), judged(venue));
    assertThat(report.cases())
        .extracting(StressReport.Case::id)
        .containsExactly(
            "as run",
            "venue, last in the queue",
            "latency x5",
            "latency x20",
            "fees x1.5",
            "all at their worst");
    assertThat(report.code()).isEqualTo(Finding.Code.FREE_FILLS);
  }

  @Test
  void aRunThatIsNoLongerTheSameIsRefused() {
    TrialSpec trial = TrialSpec.of("t1", Map.of());
    StoredRun other =
        new StoredRun(
            "run", "hash", Map.of(), new TreeMap<>(), List.of(trial), Map.of("t1", 78L), 1);
    StressCheck check = new StressCheck(other, trial, Map.of(), Map.of());
    assertThatThrownBy(() -> check.run(earning(1), judged(trial)))
        .hasMessageContaining("BACKTEST_NOT_REPRODUCED: trial=t1 digest=4d expected=4e");
    assertThatThrownBy(() -> other.trial("t2")).hasMessageContaining("BACKTEST_TRIAL_UNKNOWN");
  }

  @Test
  void foldersThatHoldNoWholeRunAreRefused(@TempDir Path folder) throws Exception {
    assertUnreadable(folder, "no run.json");
    Path rows = new RunFolder(folder).rows(ResultTable.BACKTEST_TRIALS);
    Files.createDirectories(rows.getParent());
    Files.writeString(rows, "{\"trial\":\"t1\",\"digest\":\"4d\"}\n");
    Files.writeString(folder.resolve("run.json"), "{\"format\":1,\"tri");
    assertUnreadable(folder, "torn");
    Files.writeString(folder.resolve("run.json"), "{\"kind\":\"bars\"}");
    assertUnreadable(folder, "another kind");
    Files.writeString(folder.resolve("run.json"), "{\"format\":1,\"trials\":[]}");
    assertThat(StoredRun.read(folder).digests()).containsEntry("t1", 77L);
    Files.writeString(rows, "{\"trial\":\"t1\",\"digest\":\"?\"}\n");
    assertUnreadable(folder, "torn");
  }

  private static void assertUnreadable(Path folder, String cause) {
    assertThatThrownBy(() -> StoredRun.read(folder))
        .isInstanceOf(BacktestException.class)
        .hasMessageStartingWith("BACKTEST_RUN_UNREADABLE: run=" + folder + " cause=")
        .hasMessageContaining(cause);
  }

  @Test
  void impactIsReadForAllInstrumentsOrForEach() {
    ImpactText all = ImpactText.parse("venue.impact", "square-root:1:0.02:9000");
    assertThat(all.of("A")).isSameAs(all.of("B"));
    String text =
        ImpactText.squareRoot(
            2, Map.of("A", new ImpactText.Pace(0.02, 9e3), "B", new ImpactText.Pace(0.03, 1e5)));
    assertThat(text).isEqualTo("square-root:2.0:A=0.02/9000.0|B=0.03/100000.0");
    ImpactText each = ImpactText.parse("venue.impact", text);
    assertThat(each.own()).containsOnlyKeys("A", "B");
    ImpactModel other = each.of("C");
    assertThat(other).isSameAs(each.standard());
    for (String wrong : List.of("square-root:1", "square-root:1:A=2", "square-root:1:A", "much")) {
      assertThatThrownBy(() -> ImpactText.parse("venue.impact", wrong))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("CONFIG_INVALID: key=venue.impact value=" + wrong);
    }
  }
}
