package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.jobs.search.EarlierStudies;
import io.cryptoscalp.jobs.search.HeldOut;
import io.cryptoscalp.jobs.search.Judgement;
import io.cryptoscalp.jobs.search.Objective;
import io.cryptoscalp.jobs.search.SamplerKind;
import io.cryptoscalp.jobs.search.StudyBest;
import io.cryptoscalp.jobs.search.StudyFolder;
import io.cryptoscalp.jobs.search.StudySpec;
import io.cryptoscalp.jobs.search.TrialOutcome;
import io.cryptoscalp.jobs.search.WinnerRecord;
import io.cryptoscalp.models.promotion.Gate;
import io.cryptoscalp.models.promotion.GatesFile;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code optimize} says and leaves behind. */
final class OptimizeView {
  private final Main main;
  private final StudyFolder folder;
  private final StudyMirror mirror;
  private final List<TrialOutcome> done = new ArrayList<>();
  private @Nullable StudyBar bar;
  private @Nullable StudySpec spec;

  OptimizeView(Main main, StudyFolder folder, StudyMirror mirror) {
    this.main = main;
    this.mirror = mirror;
    this.folder = folder;
  }

  void plan(StudySpec of, GatesFile gates, EarlierStudies earlier) {
    boolean own = of.sampler() == SamplerKind.CMA_ES && of.batch() == 0;
    main.say(
        String.format(
            Locale.ROOT,
            "Study %s: %d trials of %s by %s in generations of %s, seed %d",
            of.study(),
            of.trials(),
            of.strategy(),
            of.sampler().text(),
            own ? "its own size" : Integer.toString(of.batch()),
            of.seed()));
    StringBuilder wanted = new StringBuilder();
    for (Objective objective : of.objectives()) {
      wanted.append(wanted.isEmpty() ? "" : ", ").append(objective.text());
      wanted.append(objective.loss(1) < 0 ? " (large)" : " (small)");
    }
    main.say("  wanted     " + wanted + ", at least " + of.minTrades() + " trades");
    of.space().forEach(line -> main.say("  parameter  " + line.strip()));
    main.say("  data       " + of.input());
    main.say("  searched   " + span(of.fromNs(), of.splitNs()));
    main.say("  held out   " + span(of.splitNs(), of.toNs()));
    warn(earlier);
    main.say("  gates      " + gates.name() + ", " + gates.gates().size() + " of them");
    main.emit(Json.object().set("plan", json(StudyFolder.specLine(of))));
  }

  private void warn(EarlierStudies earlier) {
    if (!earlier.looks().isEmpty()) {
      main.say(
          "             not new: seen by "
              + earlier.names()
              + "; --held-out-again REASON lets the gate pass");
    }
    if (earlier.trials() > 0) {
      main.say(
          "             " + earlier.trials() + " trials of earlier studies on these data count");
    }
  }

  private static String span(long fromNs, long toNs) {
    Duration length = Duration.ofNanos(toNs - fromNs);
    String text =
        length.toDays() > 0
            ? String.format(Locale.ROOT, "%.1f days", length.toMinutes() / 1440.0)
            : String.format(Locale.ROOT, "%.1f minutes", length.toSeconds() / 60.0);
    return time(fromNs) + " to " + time(toNs) + ", " + text;
  }

  private static String time(long ns) {
    Instant at = Instant.ofEpochSecond(0, ns).truncatedTo(ChronoUnit.SECONDS);
    return at.toString().replace('T', ' ').replace("Z", "");
  }

  void begin(StudySpec of, boolean resumed) {
    spec = of;
    mirror.begin(of);
    bar = new StudyBar(main, of, resumed);
  }

  /** Called some times a second while a pass runs. */
  void tick() {
    if (bar != null) {
      bar.update();
    }
  }

  void generation(StudyFolder.Generation generation) {
    done.addAll(generation.trials());
    if (spec != null) {
      mirror.generation(spec, generation);
    }
    StudyBest best = StudyBest.of(done);
    if (bar != null) {
      bar.generation(generation, best.winner());
    }
    main.emit(
        Json.object()
            .put("generation", generation.generation())
            .put("trials", done.size())
            .put("front", best.front().size()));
  }

  void judging() {
    if (bar != null) {
      bar.end();
      bar = null;
    }
    main.say("Trying the winner's neighbours, then the winner on the held-out data ...");
  }

  /** Says and keeps what came of it. */
  int judged(
      StudySpec of,
      List<TrialOutcome> trials,
      Judgement judgement,
      GatesFile gates,
      String currency)
      throws IOException {
    OptimizeTables tables = new OptimizeTables(of, trials, judgement);
    tables.best().forEach(main::say);
    tables.importance().forEach(main::say);
    tables.sensitivity().forEach(main::say);
    HeldOut held = judgement.heldOut();
    TrialOutcome winner = judgement.best().winner();
    ObjectNode verdict =
        Json.object()
            .put("study", of.study())
            .put("passed", judgement.passed())
            .put("gates", gates.name());
    if (held == null || winner == null) {
      main.say("No trial had " + of.minTrades() + " trades: there is no winner to judge.");
    } else {
      tables.heldOut().forEach(main::say);
      held.verdicts().forEach(each -> main.say(GatesCheck.line(each)));
      warn(held.earlier());
      verdict.set("earlier", Json.MAPPER.valueToTree(held.earlier()));
      for (Gate.Verdict each : held.verdicts()) {
        if (held.overridden(each)) {
          main.say("let pass " + each.gate().id() + ": " + held.why());
          verdict.putObject("override").put("gate", each.gate().id()).put("why", held.why());
        }
      }
      folder.write("returns.csv", HeldOut.Matrix.of(trials, winner).csv());
      byte[] run = RunFile.write(WinnerRecord.of(of, winner, held, currency));
      folder.write("winner.json", new String(run, StandardCharsets.UTF_8).strip());
      verdict.set("winner", json(Json.MAPPER.writeValueAsString(winner.settings())));
      verdict.put("trial", winner.number());
      verdict.set("heldOut", json(Json.MAPPER.writeValueAsString(held.figures())));
      ArrayNode all = verdict.putArray("verdicts");
      held.verdicts().forEach(each -> all.add(Json.MAPPER.valueToTree(each)));
    }
    folder.write(StudyFolder.VERDICT, Json.line(verdict));
    mirror.end(of, judgement.best(), judgement.passed(), Json.line(verdict));
    main.emit(verdict);
    return conclude(judgement.passed());
  }

  private int conclude(boolean passed) {
    main.say(
        passed
            ? "PASSED: the winner is a candidate. bin/cryptoscalp report "
                + folder.file("winner.json")
            : "REFUSED: what the search found does not hold up; see the gates that are red.");
    return passed ? ExitCodes.OK : ExitCodes.NOT_ACTIVATED;
  }

  /** A study that was judged: its held-out data are not looked at again. */
  int stored() throws IOException {
    JsonNode verdict = json(Files.readString(folder.file(StudyFolder.VERDICT)));
    main.say("This study was judged before; its held-out data are not looked at again.");
    verdict
        .path("winner")
        .properties()
        .forEach(each -> main.say("  " + each.getKey() + "=" + each.getValue().asText()));
    for (JsonNode each : verdict.path("verdicts")) {
      main.say(GatesCheck.line(Json.MAPPER.convertValue(each, Gate.Verdict.class)));
    }
    main.emit(verdict);
    return conclude(verdict.path("passed").asBoolean());
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "STUDY_FILE_INVALID: file=" + StudyFolder.VERDICT, e);
    }
  }
}
