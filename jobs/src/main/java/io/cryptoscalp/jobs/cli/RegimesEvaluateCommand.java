package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.jobs.hindsight.CalmMonths;
import io.cryptoscalp.jobs.hindsight.CandleInput;
import io.cryptoscalp.jobs.hindsight.ConsensusRun;
import io.cryptoscalp.jobs.hindsight.CrashEvent;
import io.cryptoscalp.jobs.hindsight.CrashFinding;
import io.cryptoscalp.jobs.hindsight.Fall;
import io.cryptoscalp.jobs.hindsight.RegimeFlips;
import io.cryptoscalp.jobs.hindsight.SplitCandles;
import io.cryptoscalp.jobs.hindsight.TypeAgreement;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.regime.RegimeModels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Judges the live consensus by history. */
@Command(
    name = "evaluate",
    description =
        "Run the live consensus over candles: when it flagged known crashes, how often it flagged"
            + " one in calm months, how often it changed, and how far it agrees with a model's"
            + " hindsight.")
final class RegimesEvaluateCommand implements Callable<Integer> {
  private static final double PERCENT = 100;

  @ParentCommand private RegimesCommand regimes = new RegimesCommand();

  @Mixin private CandleOptions input = new CandleOptions();

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "Known crashes: lines name,from,to, times in UTC.")
  private @Nullable Path events;

  @Option(
      names = "--event",
      paramLabel = "NAME,FROM,TO",
      description = "A known crash; may be repeated.")
  private List<String> single = new ArrayList<>();

  @Option(
      names = "--horizon",
      paramLabel = "LENGTH",
      description = "Longest time of a crash's fall. Default: 1h, on candles of 1h and more 6h.")
  private String horizon = "";

  @Option(names = "--depth", description = "Fall to look for, %% (default: ${DEFAULT-VALUE}).")
  private double depth = 8;

  @Option(
      names = "--onset",
      description = "Fall from which time counts, %% (default: ${DEFAULT-VALUE}).")
  private double onset = 3;

  @Option(
      names = "--calm",
      description = "A calm month has no fall of so many %% in a day (default: ${DEFAULT-VALUE}).")
  private double calm = 8;

  @Option(
      names = "--split",
      paramLabel = "LENGTH",
      description = "Split candles into shorter ones along straight lines first, such as 1s.")
  private String split = "";

  @Option(
      names = "--model",
      paramLabel = "PATH",
      description = "A fitted model; how far do the types of market agree with its hindsight?")
  private @Nullable Path model;

  @Override
  public Integer call() throws IOException {
    if (!(onset > 0 && onset <= depth && depth < PERCENT && calm > 0)) {
      throw new CliException(ExitCodes.USAGE, "--onset is above 0 and --depth at least that.");
    }
    List<CrashEvent> known = events();
    try (CandleOptions.Candles candles = input.open(regimes.main())) {
      for (CandleInput each : candles.inputs()) {
        CandleFile file = each.read();
        if (!split.isEmpty()) {
          file = SplitCandles.of(file, CandleOptions.length("--split", split));
        }
        evaluate(each.name(), file, known);
      }
    }
    return ExitCodes.OK;
  }

  private List<CrashEvent> events() throws IOException {
    List<CrashEvent> all = new ArrayList<>();
    if (events != null) {
      all.addAll(CrashEvent.read(events));
    }
    for (String text : single) {
      try {
        all.add(CrashEvent.of(text));
      } catch (java.time.DateTimeException | IllegalArgumentException e) {
        throw new CliException(ExitCodes.USAGE, "--event " + text + ": " + e.getMessage(), e);
      }
    }
    return all;
  }

  private void evaluate(String name, CandleFile file, List<CrashEvent> known) {
    ConsensusRun run = ConsensusRun.of(file, ConsensusOptions.of(file.intervalNs()));
    long within =
        CandleOptions.length(
            "--horizon",
            horizon.isEmpty() ? (file.intervalNs() < 3_600_000_000_000L ? "1h" : "6h") : horizon);
    ObjectNode node =
        Json.object()
            .put("name", name)
            .put("candles", file.candles().size())
            .put("intervalNs", file.intervalNs())
            .put("horizonNs", within);
    Main main = regimes.main();
    main.say(String.format(Locale.ROOT, "%n%s: %,d candles", name, file.candles().size()));
    crashes(run, known, within, node.putArray("events"));
    months(run, node);
    flips(run, node);
    if (model != null) {
      TypeAgreement agreement = TypeAgreement.of(run, RegimeModels.load(model));
      node.putPOJO("agreement", agreement);
      main.say(
          String.format(
              Locale.ROOT,
              "hindsight of %s: same kind of market in %.1f %% of %,d intervals (kappa %.2f);"
                  + " wild or not: %.1f %% (kappa %.2f)",
              agreement.model(),
              PERCENT * agreement.same(),
              agreement.intervals(),
              agreement.kappa(),
              PERCENT * agreement.sameWild(),
              agreement.wildKappa()));
    }
    main.emit(node);
  }

  private void crashes(ConsensusRun run, List<CrashEvent> known, long within, ArrayNode to) {
    List<List<String>> rows = new ArrayList<>();
    for (CrashEvent event : known) {
      CrashFinding found = CrashFinding.of(run, event, within, depth / PERCENT, onset / PERCENT);
      Fall fall = found.fall();
      if (fall == null) {
        continue;
      }
      to.addObject()
          .put("name", event.name())
          .put("depth", fall.depth())
          .put("crossing", time(found.crossingNs()))
          .put("closeCrossing", time(found.closeCrossingNs()))
          .put("flag", time(found.flagNs()))
          .put("left", time(found.leftNs()))
          .put("next", String.valueOf(found.next()))
          .put("delaySeconds", found.isFlagged() ? found.delayNs() / 1e9 : -1)
          .put("delayCandles", found.delayCandles());
      rows.add(
          List.of(
              event.name(),
              String.format(Locale.ROOT, "%.1f", PERCENT * fall.depth()),
              time(found.crossingNs()),
              time(found.flagNs()),
              found.isFlagged() ? Integer.toString(found.delayCandles()) : "never",
              time(found.leftNs())));
    }
    if (!rows.isEmpty()) {
      Tables.lines(
              List.of("crash", "fall %", "crossing known", "CRASH from", "candles late", "until"),
              List.of(false, true, false, false, true, false),
              rows)
          .forEach(regimes.main()::say);
    }
  }

  private void months(ConsensusRun run, ObjectNode node) {
    int calmMonths = 0;
    int flags = 0;
    int worst = 0;
    ArrayNode months = node.putArray("months");
    for (CalmMonths.Month month : CalmMonths.of(run, calm / PERCENT)) {
      months
          .addObject()
          .put("month", month.month().toString())
          .put("deepest", month.deepest())
          .put("calm", month.calm())
          .put("flags", month.flags());
      if (month.calm()) {
        calmMonths++;
        flags += month.flags();
        worst = Math.max(worst, month.flags());
      }
    }
    node.put("calmMonths", calmMonths).put("falseFlags", flags).put("worstMonth", worst);
    regimes
        .main()
        .say(
            String.format(
                Locale.ROOT,
                "calm months: %d, CRASH flags in them: %d, most in one: %d",
                calmMonths,
                flags,
                worst));
  }

  private void flips(ConsensusRun run, ObjectNode node) {
    RegimeFlips flips = RegimeFlips.of(run, 5);
    node.putPOJO("flips", flips);
    regimes
        .main()
        .say(
            String.format(
                Locale.ROOT,
                "changes: %.2f a day over %.0f days, most in one %d, days with 6 or more %d",
                flips.aDay(),
                flips.days(),
                flips.worstDay(),
                flips.restlessDays()));
  }

  private static String time(long ns) {
    return ns == 0 ? "" : Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L)).toString();
  }
}
