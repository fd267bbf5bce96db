package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.barsim.BarBootstraps;
import io.cryptoscalp.jobs.barsim.BarObjective;
import io.cryptoscalp.jobs.barsim.BarRunFiles;
import io.cryptoscalp.jobs.barsim.BarStress;
import io.cryptoscalp.jobs.barsim.BarTrial;
import io.cryptoscalp.jobs.barsim.BarTrialResult;
import io.cryptoscalp.models.validation.BootstrapReport;
import io.cryptoscalp.models.validation.StressReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that run the best trial again, on other histories and under worse execution. */
final class BarRerunOptions {
  @Option(
      names = "--bootstrap",
      arity = "0..1",
      fallbackValue = "1000",
      paramLabel = "N",
      description =
          "Also run the best on N histories (${FALLBACK-VALUE}) of its own candles in another order:"
              + " does it live in the order of prices?")
  private int bootstrap;

  @Option(
      names = "--block",
      paramLabel = "LENGTH",
      description =
          "Mean length of blocks whose order stays, such as 12h. Default: what candles and strategy"
              + " ask for.")
  private @Nullable String block;

  @Option(
      names = "--choose-anew",
      description = "With --bootstrap: on each history the best of all trials counts.")
  private boolean chooseAnew;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of --bootstrap (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--stress",
      arity = "0..1",
      fallbackValue = BarStress.ALL,
      paramLabel = "NAME=VALUE,...",
      description =
          "Also run the best under worse execution: --stress slippage=2,4 --stress delay=1,3 (bars)"
              + " --stress fees=1.5; all of these when nothing is said.")
  private List<String> stress = new ArrayList<>();

  /** What is run again. */
  record Ran(
      BarBacktest backtest,
      List<BarTrial> trials,
      BarObjective objective,
      BarTrialResult chosen,
      RunRecord run,
      int threads) {}

  /**
   * Refuses what cannot be run, before anything is.
   *
   * @throws IllegalArgumentException {@code STRESS_INVALID}
   */
  void require() {
    var unused = BarStress.of(stress);
    if (block != null) {
      var unusedLength = CandleOptions.length("--block", block);
    }
  }

  /** Runs what was asked for, tells it, and writes it where there are files. */
  void run(Main main, Ran ran, @Nullable BarRunFiles files)
      throws IOException, InterruptedException {
    if (bootstrap > 0) {
      long begin = System.nanoTime();
      BootstrapReport report = bootstrap(ran);
      double seconds = (System.nanoTime() - begin) / 1e9;
      tell(main, ran, report, seconds);
      if (files != null) {
        files.writeReport("bootstrap.json", report.json());
      }
    }
    if (!stress.isEmpty()) {
      StressReport report =
          BarStress.of(stress).run(ran.backtest(), ran.chosen(), ran.run(), ran.threads());
      StressTable.tell(main, report);
      if (files != null) {
        files.writeReport("stress.json", report.json());
      }
    }
  }

  private BootstrapReport bootstrap(Ran ran) throws InterruptedException {
    long interval = ran.backtest().markets().get(0).series().intervalNs();
    double bars =
        block == null ? 0 : Math.max(1, (double) CandleOptions.length("--block", block) / interval);
    BarBootstraps.Options options =
        new BarBootstraps.Options(bootstrap, seed, bars, chooseAnew, ran.threads());
    return new BarBootstraps(ran.backtest(), ran.trials(), ran.objective(), options)
        .run(ran.chosen(), ran.run());
  }

  private void tell(Main main, Ran ran, BootstrapReport report, double seconds) {
    main.say("");
    main.say(
        String.format(
            Locale.ROOT,
            "Bootstrap of %s%s, %.1f s: %s",
            ran.chosen().trial().id(),
            report.trials() > 1 ? ", the best of " + report.trials() + " on each history" : "",
            seconds,
            report.text()));
    main.say(report.answer());
    ObjectNode json = report.json();
    json.remove("distribution");
    main.emit(Json.object().set("bootstrap", json));
  }
}
