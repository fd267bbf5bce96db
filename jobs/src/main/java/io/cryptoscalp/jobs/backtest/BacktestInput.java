package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.archive.ArchiveFile;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.archive.ArchiveUnit;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.jobs.backfill.ArchiveFrames;
import io.cryptoscalp.jobs.backfill.Plans;
import io.cryptoscalp.jobs.backfill.TopicRange;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.operators.stream.RawFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * What trials run over: files that a backfill reads, or a part of the raw topics.
 *
 * @param plan files; of none when topics are read
 * @param topics part of the raw topics, null when files are read
 * @param fromNs frames received earlier are left out, ns
 * @param toNs frames received at it or later are left out, ns
 */
public record BacktestInput(ArchivePlan plan, @Nullable TopicRange topics, long fromNs, long toNs) {
  /** All frames of files. */
  public static BacktestInput of(ArchivePlan plan) {
    return new BacktestInput(plan, null, 0, Long.MAX_VALUE);
  }

  /**
   * A folder or file of recorded frames, as {@code replay} takes it.
   *
   * @param instruments ids to read, all when empty
   * @param reports told, with file and line, what could not be taken as it stands
   */
  public static BacktestInput recorded(
      Path input, InstrumentCatalogue catalogue, Set<String> instruments, Consumer<String> reports)
      throws IOException {
    Plans.requireInput(input);
    return of(
        Plans.recording(
            input,
            new Plans.Choice(
                catalogue,
                id -> instruments.isEmpty() || instruments.contains(id),
                LocalDate.MIN,
                LocalDate.MAX),
            reports));
  }

  /** The frames from one receive time to another. */
  public BacktestInput between(long from, long to) {
    return new BacktestInput(plan, topics, Math.max(from, fromNs), Math.min(to, toNs));
  }

  /** The same files by absolute paths, for workers with another working directory. */
  BacktestInput absolute() {
    List<InstrumentHistory> histories = new ArrayList<>();
    for (InstrumentHistory history : plan.instruments()) {
      List<ArchiveUnit> units =
          history.units().stream()
              .map(
                  unit ->
                      new ArchiveUnit(
                          unit.from(),
                          unit.to(),
                          unit.files().stream().map(BacktestInput::absolute).toList()))
              .toList();
      histories.add(new InstrumentHistory(history.instrument(), units, history.missing()));
    }
    ArchivePlan moved = new ArchivePlan(List.copyOf(histories), plan.unknown(), plan.superseded());
    return new BacktestInput(moved, topics, fromNs, toNs);
  }

  private static ArchiveFile absolute(ArchiveFile file) {
    return new ArchiveFile(
        file.file().toAbsolutePath().toString(),
        file.name(),
        file.type(),
        file.venue(),
        file.symbol(),
        file.interval(),
        file.from(),
        file.to(),
        file.bytes());
  }

  /** Rows to expect, from sizes alone. */
  public long estimatedRows() {
    TopicRange range = topics;
    return range == null
        ? plan.instruments().stream().mapToLong(InstrumentHistory::estimatedRows).sum()
        : range.records();
  }

  /**
   * The frames as a bounded stream.
   *
   * @param run name of the run, for its progress
   * @param told folder in which workers tell it, empty when they are in this process
   */
  DataStream<RawFrame> frames(
      StreamExecutionEnvironment env, String run, String told, TradingJobConfig config) {
    TopicRange range = topics;
    if (range == null) {
      return ArchiveFrames.of(env, run, told, plan, config.instrumentsFile(), fromNs, toNs);
    }
    long from = fromNs;
    long to = toNs;
    return ArchiveFrames.of(env, run, told, range, config)
        .filter(frame -> frame.receiveTimeNs() >= from && frame.receiveTimeNs() < to)
        .name("frames of the span")
        .uid("topics-frames");
  }
}
