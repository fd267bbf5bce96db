package io.cryptoscalp.bench.endtoend;

import io.cryptoscalp.bench.input.Inputs;
import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.WallTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;

/**
 * Throughput: the frames lie on the raw topics, the bounded job reads them as fast as it can. The
 * rate is that of the frames between a fifth and the end of the input, so that class loading and
 * the first compilations are not counted and the slow end of a backlog is.
 */
final class ThroughputRun {
  private static final double WARM_UP = 0.2;
  private static final long POLL_MS = 1000;

  private final RunOptions options;
  private final long frames;

  ThroughputRun(RunOptions options, long frames) {
    this.options = options;
    this.frames = frames;
  }

  /** One look at the counter. */
  private record Sample(long timeNs, long frames, Usage usage) {}

  /**
   * Figures of a run.
   *
   * @param framesPerSecond from a fifth of the frames to the last
   * @param wholeFramesPerSecond from the first frame to the last
   * @param cpuMicrosPerFrame processor time of broker and Flink per frame, after the warm-up
   * @param clickHouseMicrosPerFrame processor time of ClickHouse per frame, after the warm-up
   * @param gcShare share of the time in garbage collection, after the warm-up
   * @param clickHouseLagSeconds from the last frame to the last row in ClickHouse; -1 without
   * @param tables rows by table
   */
  record Figures(
      String input,
      long frames,
      int parallelism,
      boolean results,
      double framesPerSecond,
      double wholeFramesPerSecond,
      double cpuMicrosPerFrame,
      double clickHouseMicrosPerFrame,
      double gcShare,
      double clickHouseLagSeconds,
      Map<String, TopicDigest.Table> tables) {}

  Figures run() throws Exception {
    try (BenchRig rig = new BenchRig(options)) {
      preload(rig.bootstrap());
      rig.startEngines();
      if (options.results()) {
        rig.startResults();
      }
      JobClient job = rig.startTrading(true);
      FrameCounter counter = new FrameCounter(rig.flink().prometheusUrl());
      List<Sample> samples = new ArrayList<>();
      samples.add(new Sample(System.nanoTime(), 0, Usage.now()));
      JobStatus status = job.getJobStatus().get();
      while (!status.isGloballyTerminalState()) {
        long taken = counter.read();
        if (taken > 0) {
          samples.add(new Sample(System.nanoTime(), taken, Usage.now()));
        }
        Thread.sleep(POLL_MS);
        status = job.getJobStatus().get();
      }
      long endNs = System.nanoTime();
      job.getJobExecutionResult().get(); // throws what made it fail
      Usage endUsage = Usage.now();
      Map<String, TopicDigest.Table> tables = TopicDigest.read(rig.bootstrap());
      double lag = options.results() ? awaitTables(rig, tables, endNs) : -1;
      return figures(samples, new Sample(endNs, frames, endUsage), tables, lag);
    }
  }

  private void preload(String bootstrap) throws Exception {
    List<String> refused = new ArrayList<>();
    long start = System.nanoTime();
    try (MessageSource source = Inputs.open();
        KafkaMessageSink sink = new KafkaMessageSink(bootstrap, 5, WallTime.SYSTEM, refused::add)) {
      Beats beats = new Beats(sink);
      for (long i = 0; i < frames; i++) {
        beats.send(source.next());
      }
      beats.end();
      sink.flush();
    }
    if (!refused.isEmpty()) {
      throw new IllegalStateException("refused: " + refused);
    }
    System.err.printf(
        "%,d frames on the topics in %.1f s%n", frames, (System.nanoTime() - start) / 1e9);
  }

  private static double awaitTables(BenchRig rig, Map<String, TopicDigest.Table> tables, long endNs)
      throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    for (Map.Entry<String, TopicDigest.Table> table : tables.entrySet()) {
      while (rig.rows(table.getKey()) < table.getValue().rows()) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "ClickHouse lacks rows of "
                  + table.getKey()
                  + ": "
                  + rig.rows(table.getKey())
                  + " of "
                  + table.getValue().rows());
        }
        Thread.sleep(200);
      }
    }
    return (System.nanoTime() - endNs) / 1e9;
  }

  private Figures figures(
      List<Sample> samples, Sample end, Map<String, TopicDigest.Table> tables, double lag) {
    // When the last frame was taken: the job's end takes a checkpoint more.
    Sample last = end;
    for (int i = samples.size() - 1; i >= 0 && samples.get(i).frames() >= frames; i--) {
      last = samples.get(i);
    }
    // Without the start of the job, unless it was over before the second look.
    Sample first = samples.get(samples.size() > 1 ? 1 : 0);
    Sample warm = first;
    for (Sample sample : samples) {
      if (warm.frames() < WARM_UP * frames && sample.frames() < frames) {
        warm = sample;
      }
    }
    double seconds = (last.timeNs() - warm.timeNs()) / 1e9;
    long counted = last.frames() - warm.frames();
    Usage used = last.usage().since(warm.usage());
    return new Figures(
        Inputs.describe(),
        frames,
        options.parallelism(),
        options.results(),
        counted / seconds,
        (last.frames() - first.frames()) / ((last.timeNs() - first.timeNs()) / 1e9),
        used.cpuNs() / 1e3 / counted,
        used.childrenCpuNs() / 1e3 / counted,
        used.gcMs() / 1e3 / seconds,
        lag,
        tables);
  }
}
