package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.backtest.BacktestJob;
import io.cryptoscalp.operators.results.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Tables of what trials share whose rows a backtest keeps. */
final class KeptRowsOption {
  private static final String ALL = "all";

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "TABLE",
      description =
          "Also keep the rows of what the trials share, once a run, so that parity can name them:"
              + " trades, bars, features, regimes, predictions, model_answers, or all. Large.")
  private List<String> rows = new ArrayList<>();

  /**
   * The tables, in order.
   *
   * @throws CliException {@code BACKTEST_ROWS_UNKNOWN} for others
   */
  Set<ResultTable> tables() {
    Set<ResultTable> tables = new TreeSet<>();
    for (String name : rows) {
      List<ResultTable> found =
          BacktestJob.SHARED_TABLES.stream()
              .filter(table -> name.equals(ALL) || table.tableName().equals(name))
              .toList();
      if (found.isEmpty()) {
        throw new CliException(
            ExitCodes.USAGE,
            "BACKTEST_ROWS_UNKNOWN: table="
                + name
                + " expected="
                + ALL
                + " or of "
                + new TreeSet<>(
                    BacktestJob.SHARED_TABLES.stream().map(ResultTable::tableName).toList()));
      }
      tables.addAll(found);
    }
    return tables;
  }

  /** Tells work folders of runs apart that keep other rows; empty for none. */
  String suffix() {
    StringBuilder text = new StringBuilder();
    tables().forEach(table -> text.append('-').append(table.tableName()));
    return text.toString();
  }
}
