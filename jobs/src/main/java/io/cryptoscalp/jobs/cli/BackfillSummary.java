package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.jobs.backfill.BackfillRun;
import java.util.Locale;

/** Says what a backfill found and did. */
final class BackfillSummary {
  private final Main main;

  BackfillSummary(Main main) {
    this.main = main;
  }

  /**
   * Shows it.
   *
   * @param report of the run
   * @return {@link ExitCodes#UNSOUND} where a file was damaged, else {@link ExitCodes#OK}
   */
  int show(ObjectNode report, BackfillRun.Outcome outcome) {
    long rows = 0;
    int damaged = 0;
    boolean files = false;
    for (JsonNode instrument : report.path("instruments")) {
      for (JsonNode file : instrument.path("files")) {
        files = true;
        rows += file.path("rows").asLong();
        String damage = file.path("damage").asText();
        if (!damage.isEmpty()) {
          damaged++;
          main.say("FILE_DAMAGED: file=" + file.path("file").asText() + " cause=" + damage);
        }
      }
    }
    // Recordings and own archives are no files of rows: their frames are counted.
    long done = files && !outcome.resumed() ? rows : outcome.frames();
    main.say(
        String.format(
            Locale.ROOT,
            "%s%,d rows in %.1f s (%,.0f a minute). Bad rows %d, gaps %d, duplicates %d, out of"
                + " order %d, damaged files %d.",
            outcome.resumed() ? "Went on from a checkpoint: " : "",
            done,
            outcome.seconds(),
            done / Math.max(1e-9, outcome.seconds()) * 60,
            report.path("badRows").asLong(),
            report.path("gaps").asLong(),
            report.path("duplicates").asLong(),
            report.path("outOfOrder").asLong(),
            damaged));
    return damaged > 0 ? ExitCodes.UNSOUND : ExitCodes.OK;
  }
}
