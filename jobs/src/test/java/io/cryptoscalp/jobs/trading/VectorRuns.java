package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.jobs.proof.FeatureTopic;
import io.cryptoscalp.jobs.proof.FeatureVector;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Jobs that are stopped and go on, and the feature vectors that they write. */
final class VectorRuns {
  private static final Pattern ROW =
      Pattern.compile("\"instrument\":\"([^\"]+)\",\"event_time_ns\":\"?(\\d+)");

  private VectorRuns() {}

  /** Follows until every instrument has a vector of the last two intervals before the time. */
  static void awaitVectors(RowFollower rows, Duration sinceStart, int instruments) {
    long fromNs = TradingRig.START_NS + sinceStart.toNanos() - 4_000_000_000L;
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              rows.follow(Duration.ofMillis(200));
              Set<String> through = new TreeSet<>();
              for (String row : rows.rows(ResultTable.FEATURES)) {
                Matcher matcher = ROW.matcher(row);
                if (matcher.find() && Long.parseLong(matcher.group(2)) >= fromNs) {
                  through.add(matcher.group(1));
                }
              }
              return through.size() == instruments;
            });
    rows.followUntilSilent(Duration.ofSeconds(1));
  }

  static String key(FeatureVector vector) {
    return vector.instrument() + " " + vector.eventTimeNs() + " " + vector.sequence();
  }

  static List<String> keys(List<FeatureVector> first, List<FeatureVector> second) {
    List<String> keys = new ArrayList<>();
    first.forEach(vector -> keys.add(key(vector)));
    second.forEach(vector -> keys.add(key(vector)));
    keys.sort(null);
    return keys;
  }

  static List<FeatureVector> read(TradingRig rig, long from, long to) throws IOException {
    List<FeatureVector> vectors = new ArrayList<>();
    try (FeatureTopic topic = new FeatureTopic(new FeatureTopic.Part(rig.bootstrap(), from, to))) {
      for (FeatureVector next = topic.next(); next != null; next = topic.next()) {
        vectors.add(next);
      }
    }
    assertThat(vectors).isNotEmpty();
    return vectors;
  }

  static JobClient start(
      LocalFlink flink, TradingRig rig, Map<String, String> config, @Nullable Path savepoint)
      throws Exception {
    Configuration options = rig.jobOptions(1);
    if (savepoint != null) {
      options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
    }
    StreamExecutionEnvironment env = flink.environment(options);
    Map<String, String> values = new TreeMap<>(config);
    values.put("kafka.bootstrap", rig.bootstrap());
    TradingJob.build(env, TradingJobConfig.fromMap(values));
    JobClient job = env.executeAsync(TradingJob.NAME);
    FlinkRest rest = new FlinkRest(flink.restUrl());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> rest.allTasksRunning(job.getJobID().toHexString()));
    return job;
  }
}
