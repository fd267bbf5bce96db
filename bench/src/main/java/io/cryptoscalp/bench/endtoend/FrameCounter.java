package io.cryptoscalp.bench.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

/** Frames that the instrument stage has taken, from the job's own metric at its Prometheus end. */
final class FrameCounter {
  private static final String METRIC = "flink_taskmanager_job_task_operator_frames{";

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;

  FrameCounter(String prometheusUrl) {
    request = HttpRequest.newBuilder(URI.create(prometheusUrl)).build();
  }

  /** The count over all subtasks; 0 before the job has registered it. */
  long read() throws IOException, InterruptedException {
    try (Stream<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      return (long)
          lines
              .filter(line -> line.startsWith(METRIC))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .sum();
    }
  }
}
