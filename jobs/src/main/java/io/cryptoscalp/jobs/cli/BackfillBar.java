package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.backfill.BackfillProgress;
import java.time.Instant;
import java.util.Locale;

/** A bar with rate and estimated end; a line every few seconds where a line cannot be redrawn. */
final class BackfillBar {
  private static final int WIDTH = 30;
  private static final long NS_PER_S = 1_000_000_000L;
  private static final long LINE_NS = 5 * NS_PER_S;

  private final Main main;
  private final BackfillProgress progress;
  private final long rows;
  private final int units;
  private final boolean overwrites;
  private final long start = System.nanoTime();
  private long told = start;
  private boolean open;

  BackfillBar(Main main, BackfillProgress progress, long rows, int units, boolean overwrites) {
    this.main = main;
    this.progress = progress;
    this.rows = Math.max(1, rows);
    this.units = units;
    this.overwrites = overwrites;
  }

  void update() {
    long now = System.nanoTime();
    if (main.json() || (!overwrites && now - told < LINE_NS) || now - told < NS_PER_S / 5) {
      return;
    }
    told = now;
    String line = line(progress, rows, units, (now - start) / 1e9);
    if (overwrites) {
      main.out().print("\r" + line + "   ");
      main.out().flush();
      open = true;
    } else {
      main.say(line);
    }
  }

  /** Says something on a line of its own. */
  void say(String text) {
    end();
    main.say(text);
  }

  /** The line at a moment. */
  static String line(BackfillProgress progress, long rows, int units, double seconds) {
    long frames = progress.frames();
    double share = Math.min(0.999, (double) frames / rows);
    int filled = (int) (WIDTH * share);
    double rate = frames / Math.max(1e-9, seconds);
    String eta = rate > 1 ? clock((rows - frames) / rate) : "?";
    return String.format(
        Locale.ROOT,
        "[%s%s] %,d of about %,d rows, %s%s, %,.0f rows/s, ETA %s",
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        frames,
        rows,
        units == 0 ? "" : progress.units() + " of " + units + " instrument-days, ",
        progress.reachedNs() == 0
            ? "starting"
            : Instant.ofEpochSecond(progress.reachedNs() / NS_PER_S).toString(),
        rate,
        eta);
  }

  private static String clock(double seconds) {
    long left = Math.max(0, Math.round(seconds));
    return String.format(Locale.ROOT, "%d:%02d:%02d", left / 3600, left / 60 % 60, left % 60);
  }

  /** Ends the bar's line. */
  void end() {
    if (open) {
      open = false;
      main.out().println();
      main.out().flush();
    }
  }
}
