package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.search.Objective;
import io.cryptoscalp.jobs.search.StudyFolder;
import io.cryptoscalp.jobs.search.StudySpec;
import io.cryptoscalp.jobs.search.TrialOutcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bar of trials with rate and estimated end; a line a generation where it cannot be redrawn. */
final class StudyBar {
  private static final int WIDTH = 24;
  private static final long TICK_NS = 200_000_000L;

  private final Main main;
  private final StudySpec spec;
  private final boolean overwrites = Boolean.getBoolean(ZooTraining.TERMINAL);
  private final long start = System.nanoTime();
  private long told = start;
  private long began = start;
  private int trials;
  private int run;
  private boolean resumed;
  private boolean open;
  private String best = "";

  StudyBar(Main main, StudySpec spec, boolean resumed) {
    this.main = main;
    this.spec = spec;
    this.resumed = resumed;
  }

  /** Draws the bar anew, if it is time. */
  void update() {
    if (resumed && trials > 0) {
      main.say("Went on behind trial " + (trials - 1) + ".");
    }
    resumed = false;
    long now = System.nanoTime();
    if (overwrites && !main.json() && now - told >= TICK_NS) {
      told = now;
      draw(now);
    }
  }

  private void draw(long now) {
    main.out().print("\r" + line(now) + "   ");
    main.out().flush();
    open = true;
  }

  /** Counts a generation. */
  void generation(StudyFolder.Generation generation, @Nullable TrialOutcome winner) {
    long now = System.nanoTime();
    trials += generation.trials().size();
    if (winner != null) {
      Objective first = spec.objectives().get(0);
      best =
          String.format(
              Locale.ROOT,
              ", best %s %s (t%d)",
              first.text(),
              OptimizeTables.number(winner.figures().value(first)),
              winner.number());
    }
    if (resumed) {
      return;
    }
    run += generation.trials().size();
    if (overwrites && !main.json()) {
      draw(now);
    } else {
      main.say(
          String.format(
              Locale.ROOT,
              "generation %d: %s, %.1f s",
              generation.generation(),
              line(now).substring(WIDTH + 3),
              (now - began) / 1e9));
    }
    began = now;
  }

  private String line(long now) {
    int filled = (int) Math.min(WIDTH, (long) WIDTH * trials / spec.trials());
    double seconds = (now - start) / 1e9;
    double left = run == 0 ? 0 : seconds / run * Math.max(0, spec.trials() - trials);
    return String.format(
        Locale.ROOT,
        "[%s%s] %d of %d trials%s, %.0f s%s",
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        trials,
        spec.trials(),
        best,
        seconds,
        left > 0 ? String.format(Locale.ROOT, ", about %.0f s left", left) : "");
  }

  /** Leaves the line. */
  void end() {
    if (open) {
      main.out().println();
      main.out().flush();
    }
  }
}
