package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.jobs.Plugins;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.LookaheadCheck;
import io.cryptoscalp.jobs.backtest.OutsideAccess;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves that a strategy does not look ahead. */
@Command(
    name = "lookahead",
    description =
        "Prove that strategies do not look ahead: at moments of a recording, runs that end there"
            + " and runs that get another future must decide and order before it what a run over"
            + " the whole does; and entries must not be right on the recording and wrong where it"
            + " is turned over.")
final class BacktestLookaheadCommand implements Callable<Integer> {
  private static final long SECOND_NS = 1_000_000_000L;

  @Mixin private RecordedTrialOptions trial = new RecordedTrialOptions();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write what came of it as JSON, which validate --lookahead reads.")
  private @Nullable Path report;

  @Option(names = "--cuts", description = "Moments to cut at (default: ${DEFAULT-VALUE}).")
  private int cuts = 3;

  @Override
  public Integer call() throws Exception {
    Main main = trial.main();
    if (cuts < 1 || cuts > 100) {
      throw new CliException(ExitCodes.USAGE, "--cuts is from 1 to 100.");
    }
    RecordedTrialOptions.Trial found = trial.find();
    BacktestRequest request =
        new BacktestRequest(
            "lookahead",
            found.keys(),
            new ArrayList<>(List.of(TrialSpec.of("lookahead", Map.of()))),
            60 * SECOND_NS);
    Path work = Files.createTempDirectory("cryptoscalp-lookahead");
    try {
      return print(
          main,
          new LookaheadCheck(found.path(), found.catalogue(), work).run(request, cuts).get(0),
          report);
    } finally {
      FileUtils.deleteDirectoryQuietly(work.toFile());
    }
  }

  private static int print(Main main, LookaheadCheck.Outcome outcome, @Nullable Path report)
      throws IOException {
    for (LookaheadCheck.Finding finding : outcome.findings()) {
      main.say(
          String.format(
              Locale.ROOT,
              "%s %s %s %s: %s on the whole recording, %s where %s follows %s",
              time(finding.timeNs()),
              finding.instrument().isEmpty() ? "account" : finding.instrument(),
              finding.what(),
              finding.field(),
              finding.whole(),
              finding.other(),
              finding.future().equals("none") ? "nothing" : "another future",
              time(finding.cutNs())));
      main.emit(
          Json.object()
              .put("cutNs", finding.cutNs())
              .put("future", finding.future())
              .put("what", finding.what())
              .put("timeNs", finding.timeNs())
              .put("instrument", finding.instrument())
              .put("field", finding.field())
              .put("whole", finding.whole())
              .put("other", finding.other()));
    }
    ForesightView turned = new ForesightView(outcome.turned());
    turned.lines().forEach(main::say);
    Set<String> outside = OutsideAccess.of(Plugins.jars());
    for (String access : outside) {
      main.say("Look here: " + access + "; what it reads there was the same in every run.");
    }
    boolean changes = !outcome.findings().isEmpty();
    boolean caught = changes || turned.foresees();
    boolean proven = !caught && outcome.compared() > 0;
    ObjectNode json =
        Json.object()
            .put("lookahead", caught)
            .put("proven", proven)
            .put("cuts", outcome.cuts())
            .put("frames", outcome.frames())
            .put("compared", outcome.compared());
    var tests = json.putArray("caughtBy");
    if (changes) {
      tests.add("cuts");
    }
    if (turned.foresees()) {
      tests.add("turned-over market");
    }
    json.set("turned", turned.json());
    var list = json.putArray("outside");
    outside.forEach(list::add);
    String text = text(outcome, turned, proven);
    json.put("passed", proven).put("text", text);
    main.emit(json);
    main.say(text);
    if (report != null) {
      Files.writeString(report, Json.line(json));
    }
    if (proven) {
      return ExitCodes.OK;
    }
    return caught ? ExitCodes.UNPROVEN : ExitCodes.CONFIGURATION;
  }

  private static String text(LookaheadCheck.Outcome outcome, ForesightView turned, boolean proven) {
    String over =
        String.format(
            Locale.ROOT,
            "%,d frames, %d moments, two futures each, %,d rows compared",
            outcome.frames(),
            outcome.cuts(),
            outcome.compared());
    if (!outcome.findings().isEmpty()) {
      return "LOOKAHEAD: " + outcome.findings().get(0).what() + "s know the future; " + over;
    }
    if (turned.foresees()) {
      return "LOOKAHEAD: entries know this recording; " + over + ", all the same.";
    }
    return proven
        ? "No lookahead: " + over + ", all the same; " + turned.power() + "."
        : "PROOF_EMPTY: nothing to judge by, " + over + "; it decided nothing before any moment.";
  }

  private static String time(long ns) {
    return Instant.ofEpochSecond(Math.floorDiv(ns, SECOND_NS), Math.floorMod(ns, SECOND_NS))
        .toString();
  }
}
