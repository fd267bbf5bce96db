package io.cryptoscalp.jobs.cli;

/** Exit codes of the command; part of its contract, described in docs/cli.md. */
final class ExitCodes {
  /** Done. */
  static final int OK = 0;

  /** Something nobody foresaw. */
  static final int INTERNAL = 1;

  /** The command line does not fit. */
  static final int USAGE = 2;

  /** Something this machine lacks. */
  static final int PREREQUISITE = 3;

  /** A configuration, or an input file, that cannot be used. */
  static final int CONFIGURATION = 4;

  /** Kafka, ClickHouse or Flink does not answer. */
  static final int UNREACHABLE = 5;

  /** A Flink job failed or was refused. */
  static final int JOB_FAILED = 6;

  /** ClickHouse refused a query. */
  static final int QUERY_FAILED = 7;

  /** A recording has gaps, its book differs from the venue's, or a dataset may know the future. */
  static final int UNSOUND = 8;

  /** A model was held back since it shows no skill, or a strategy since its gates are not green. */
  static final int NOT_ACTIVATED = 9;

  /** Two runs that should say the same, of a feature or row by row, do not. */
  static final int UNPROVEN = 10;

  /** Ended by Ctrl-C. */
  static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
