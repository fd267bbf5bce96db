package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.parity.FileRows;
import io.cryptoscalp.jobs.parity.RowRange;
import io.cryptoscalp.jobs.parity.RunRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run as a command line names it: {@code DIR} or {@code DIR#TRIAL} for files, a folder that a
 * demo kept, {@code live:ACCOUNT} or {@code stored:RUN#TRIAL} for rows of ClickHouse.
 *
 * @param text as given
 * @param kind where it is
 * @param place folder, account or run
 * @param trial trial; empty when not said
 */
record RunArgument(String text, Kind kind, String place, String trial) {
  private static final String LIVE = "live:";
  private static final String STORED = "stored:";
  private static final String HELP = " expected=DIR, DIR#TRIAL, live:ACCOUNT or stored:RUN#TRIAL";

  /** Where runs are. */
  enum Kind {
    FILES,
    LIVE,
    STORED
  }

  static RunArgument parse(String text) {
    if (text.startsWith(LIVE)) {
      return new RunArgument(text, Kind.LIVE, text.substring(LIVE.length()), "");
    }
    int hash = text.lastIndexOf('#');
    String trial = hash < 0 ? "" : text.substring(hash + 1);
    String place = hash < 0 ? text : text.substring(0, hash);
    if (text.startsWith(STORED)) {
      String run = place.substring(STORED.length());
      if (run.isEmpty() || trial.isEmpty()) {
        throw new CliException(ExitCodes.USAGE, "PARITY_RUN_INVALID: run=" + text + HELP);
      }
      return new RunArgument(text, Kind.STORED, run, trial);
    }
    return new RunArgument(text, Kind.FILES, place, trial);
  }

  /** Its folder; null for rows of ClickHouse. */
  @Nullable Path folder() {
    return kind == Kind.FILES ? Path.of(place) : null;
  }

  /**
   * Opens it.
   *
   * @param database where live and stored rows are; stays open
   */
  RunRows open(Supplier<Database> database, long fromNs, long toNs, String account)
      throws IOException {
    RowRange range =
        new RowRange(fromNs, toNs, kind == Kind.LIVE && !place.isEmpty() ? place : account);
    return switch (kind) {
      case LIVE -> new StoredRows(database.get(), false, text, null, "", range);
      case STORED -> new StoredRows(database.get(), false, text, place, trial, range);
      case FILES -> {
        Path folder = Path.of(place);
        if (!Files.isDirectory(folder)) {
          throw new CliException(ExitCodes.CONFIGURATION, "PARITY_RUN_INVALID: run=" + text + HELP);
        }
        Path kept = folder.resolve("clickhouse");
        yield Files.isDirectory(kept)
            ? new StoredRows(Database.embedded(kept), true, text, null, "", range)
            : new FileRows(folder, trial, range);
      }
    };
  }
}
