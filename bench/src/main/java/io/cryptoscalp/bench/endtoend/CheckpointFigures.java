package io.cryptoscalp.bench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job's checkpoints, as Flink reports them.
 *
 * @param completed number
 * @param meanMs mean time from trigger to completion
 * @param maxMs longest
 * @param meanBytes mean size written
 * @param syncMs longest synchronous part by task in the checkpoints Flink remembers (ten): the time
 *     in which the task processes nothing
 */
record CheckpointFigures(
    long completed, double meanMs, double maxMs, double meanBytes, Map<String, Long> syncMs) {

  /** Asks Flink's REST API. */
  static CheckpointFigures of(String restUrl, String jobId)
      throws IOException, InterruptedException {
    String job = restUrl + "/jobs/" + jobId;
    JsonNode checkpoints = get(job + "/checkpoints");
    JsonNode summary = checkpoints.path("summary");
    Map<String, Long> sync = new TreeMap<>();
    for (JsonNode vertex : get(job).path("vertices")) {
      long longest = 0;
      for (JsonNode checkpoint : checkpoints.path("history")) {
        String details = job + "/checkpoints/details/" + checkpoint.path("id").asLong();
        JsonNode task = get(details + "/subtasks/" + vertex.path("id").asText());
        long stopped =
            task.path("summary").path("checkpoint_duration").path("sync").path("max").asLong();
        longest = Math.max(longest, stopped);
      }
      sync.put(vertex.path("name").asText(), longest);
    }
    return new CheckpointFigures(
        checkpoints.path("counts").path("completed").asLong(),
        summary.path("end_to_end_duration").path("avg").asDouble(),
        summary.path("end_to_end_duration").path("max").asDouble(),
        summary.path("checkpointed_size").path("avg").asDouble(),
        sync);
  }

  private static JsonNode get(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body());
  }
}
