package io.cryptoscalp.engine.execution;

import io.cryptoscalp.engine.event.ExecutionReport;

/** Takes execution reports in the order in which they happen. */
@FunctionalInterface
public interface ReportSink {
  /** A report. */
  void report(ExecutionReport report);
}
