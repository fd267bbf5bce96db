package io.cryptoscalp.bench.endtoend;

import io.cryptoscalp.bench.features.FeatureSpeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the selection of features and the stage of closes cost the whole job: the throughput of one
 * after the other, in rounds, so that a busy machine is busy for all of them.
 */
final class SelectionRuns {
  private static final String BTC = "BTCUSDT-PERP.BINANCE";
  private static final String ETH = "ETHUSDT-PERP.BINANCE";
  private static final String PEERS =
      BTC + "=BTCUSDT.BINANCE," + ETH + "=ETHUSDT.BINANCE,BTCUSDT.BINANCE=" + BTC;

  private final RunOptions options;
  private final long frames;
  private final int rounds;

  SelectionRuns(RunOptions options, long frames, int rounds) {
    this.options = options;
    this.frames = frames;
    this.rounds = rounds;
  }

  private static Map<String, Map<String, String>> selections() {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    // The built-in strategies read what 25 features do not have: none runs in any of these.
    all.put("25", Map.of("features", String.join(",", FeatureSpeed.TWENTY_FIVE)));
    all.put("@core", Map.of("features", "@core"));
    all.put("@core, peers", Map.of("features", "@core", "cross.peers", PEERS));
    all.put(
        "@core, family:cross",
        Map.of("features", "@core,family:cross", "cross.reference", BTC, "cross.peers", PEERS));
    all.put("@all", Map.of("features", "@all"));
    return all;
  }

  /**
   * Runs all of them.
   *
   * @return figures by selection, one a round
   */
  Map<String, List<ThroughputRun.Figures>> run() throws Exception {
    Map<String, List<ThroughputRun.Figures>> figures = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Map<String, String>> each : selections().entrySet()) {
        Map<String, String> job = new HashMap<>(options.job());
        job.putAll(each.getValue());
        job.put("strategies", "");
        Path folder =
            Files.createDirectories(
                options.folder().resolve(round + "-" + each.getKey().hashCode()));
        ThroughputRun.Figures one =
            new ThroughputRun(
                    new RunOptions(
                        folder,
                        options.parallelism(),
                        options.results(),
                        options.checkpoints(),
                        job,
                        options.flink(),
                        null),
                    frames)
                .run();
        figures.computeIfAbsent(each.getKey(), key -> new ArrayList<>()).add(one);
        System.err.println(line(each.getKey(), List.of(one)));
      }
    }
    return figures;
  }

  /**
   * The best round of each, as people read it: the first warms up, and what else runs on the
   * machine only adds.
   */
  static String table(Map<String, List<ThroughputRun.Figures>> figures) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-22s%14s%14s%12s%n",
                "features",
                "frames/s",
                "CPU us/frame",
                "rows"));
    figures.forEach((name, runs) -> text.append(line(name, runs)).append(System.lineSeparator()));
    return text.toString();
  }

  private static String line(String name, List<ThroughputRun.Figures> runs) {
    long rows = 0;
    for (TopicDigest.Table table : runs.get(0).tables().values()) {
      rows += table.rows();
    }
    return String.format(
        Locale.ROOT,
        "%-22s%,14.0f%14.2f%,12d",
        name,
        runs.stream().mapToDouble(ThroughputRun.Figures::framesPerSecond).max().orElseThrow(),
        runs.stream().mapToDouble(ThroughputRun.Figures::cpuMicrosPerFrame).min().orElseThrow(),
        rows);
  }
}
