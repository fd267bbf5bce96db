package io.cryptoscalp.jobs.runtime.flink;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the Kafka sources of the jobs have read, from the gauges that Flink's Kafka connector
 * hands to the Prometheus reporter.
 *
 * <p>The offsets that a consumer group has committed say the same later: the source's fetcher
 * commits between two polls, and a poll of silent topics lasts ten seconds.
 */
public final class SourcePositions {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern GAUGE =
      Pattern.compile(
          "flink_taskmanager_job_task_operator_KafkaSourceReader_topic_partition_currentOffset"
              + "\\{(.*)\\} (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private final Map<String, Long> last;

  private SourcePositions(Map<String, Long> last) {
    this.last = last;
  }

  /**
   * Reads them.
   *
   * @param http sends the request
   * @param prometheusUrl where the TaskManager's metrics are
   * @throws FlinkRestException when the endpoint does not answer
   */
  public static SourcePositions read(HttpClient http, String prometheusUrl)
      throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(prometheusUrl)).timeout(TIMEOUT).build();
      return parse(
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).body());
    } catch (IOException e) {
      throw new FlinkRestException("no metrics from Flink at " + prometheusUrl, e);
    }
  }

  static SourcePositions parse(String metrics) {
    Map<String, Long> last = new HashMap<>();
    metrics
        .lines()
        .forEach(
            line -> {
              Matcher gauge = GAUGE.matcher(line);
              if (gauge.matches()) {
                Map<String, String> labels = new HashMap<>();
                Matcher label = LABEL.matcher(gauge.group(1));
                while (label.find()) {
                  labels.put(label.group(1), label.group(2));
                }
                double offset = Double.parseDouble(gauge.group(2));
                if (offset >= 0) {
                  last.merge(
                      key(
                          labels.getOrDefault("job_id", ""),
                          labels.getOrDefault("topic", ""),
                          labels.getOrDefault("partition", "")),
                      (long) offset,
                      Math::max);
                }
              }
            });
    return new SourcePositions(last);
  }

  /**
   * The offset of the newest record that a job has taken from a partition; empty when it has taken
   * none since it started.
   *
   * @param jobId as Flink writes it, 32 hexadecimal digits
   */
  public OptionalLong lastOffset(String jobId, String topic, int partition) {
    Long offset = last.get(key(jobId, topic, Integer.toString(partition)));
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** The reporter writes an underscore for all that is no letter, digit, colon or underscore. */
  private static String key(String jobId, String topic, String partition) {
    return jobId + " " + topic.replaceAll("[^a-zA-Z0-9:_]", "_") + " " + partition;
  }
}
