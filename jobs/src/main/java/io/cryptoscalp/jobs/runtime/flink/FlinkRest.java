package io.cryptoscalp.jobs.runtime.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client of Flink's REST API, for any Flink 2.x cluster.
 *
 * <p>Job and jar ids are the strings that Flink gives. Every method throws {@link
 * FlinkRestException} when the cluster refuses or is not there.
 */
public final class FlinkRest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(5);
  private static final long POLL_MS = 200;

  private final URI base;
  private final HttpClient http;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * A client; nothing is sent yet.
   *
   * @param url {@code http://host:port} of the JobManager
   */
  public FlinkRest(String url) {
    this.base = URI.create(url.endsWith("/") ? url : url + "/");
    this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  }

  /**
   * A job in the cluster's list.
   *
   * @param state Flink's name of it: RUNNING, RESTARTING, FINISHED, FAILED, CANCELED, ...
   */
  public record Job(String id, String name, String state) {
    /** Whether the job has ended, in whatever way, and will not run again by itself. */
    public boolean isTerminal() {
      return FlinkRest.isTerminal(state);
    }
  }

  /** Whether a state is one that a job stays in. */
  public static boolean isTerminal(String state) {
    return state.equals("FINISHED") || state.equals("FAILED") || state.equals("CANCELED");
  }

  /**
   * The cluster's resources.
   *
   * @param version of Flink
   */
  public record Overview(int taskManagers, int slotsTotal, int slotsAvailable, String version) {}

  /**
   * A job's checkpoints so far.
   *
   * @param latestCompleted id of the last completed one, -1 before the first
   * @param latestPath where it is, empty when it is not externalised
   */
  public record Checkpoints(
      long completed, long failed, long restored, long latestCompleted, String latestPath) {}

  /** Tasks of a job: those that run and all of them. */
  public record Tasks(int running, int all) {}

  /** What to start with a jar; see {@link #run}. */
  public record RunRequest(
      String entryClass,
      List<String> arguments,
      int parallelism,
      @Nullable String savepoint,
      Map<String, String> configuration) {
    public RunRequest {
      arguments = List.copyOf(arguments);
      configuration = Map.copyOf(configuration);
    }
  }

  /** Slots and TaskManagers. */
  public Overview overview() {
    JsonNode node = get("overview");
    return new Overview(
        node.path("taskmanagers").asInt(),
        node.path("slots-total").asInt(),
        node.path("slots-available").asInt(),
        node.path("flink-version").asText());
  }

  /** The ids of the registered TaskManagers; one that crashed stays until its heartbeat ends. */
  public List<String> taskManagerIds() {
    List<String> ids = new ArrayList<>();
    for (JsonNode node : get("taskmanagers").path("taskmanagers")) {
      ids.add(node.path("id").asText());
    }
    return ids;
  }

  /**
   * Uploads a jar.
   *
   * @return the jar's id, for {@link #run}
   */
  public String upload(Path jar) {
    Path name = jar.getFileName();
    if (name == null) {
      throw new IllegalArgumentException("not a file: " + jar);
    }
    String boundary = "cryptoscalp-" + UUID.randomUUID();
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
            + name
            + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
    String tail = "\r\n--" + boundary + "--\r\n";
    try {
      BodyPublisher body =
          BodyPublishers.concat(
              BodyPublishers.ofString(head, StandardCharsets.UTF_8),
              BodyPublishers.ofFile(jar),
              BodyPublishers.ofString(tail, StandardCharsets.UTF_8));
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("jars/upload"))
              .timeout(UPLOAD_TIMEOUT)
              .header("Content-Type", "multipart/form-data; boundary=" + boundary)
              .POST(body)
              .build();
      String stored = send(request).path("filename").asText();
      return stored.substring(stored.lastIndexOf('/') + 1);
    } catch (IOException e) {
      throw new FlinkRestException("cannot read " + jar, e);
    }
  }

  /**
   * Runs an uploaded jar.
   *
   * @return the job's id
   */
  public String run(String jarId, RunRequest run) {
    ObjectNode body = json.createObjectNode();
    body.put("entryClass", run.entryClass());
    ArrayNode arguments = body.putArray("programArgsList");
    run.arguments().forEach(arguments::add);
    if (run.parallelism() > 0) {
      body.put("parallelism", run.parallelism());
    }
    if (run.savepoint() != null) {
      body.put("savepointPath", run.savepoint());
    }
    if (!run.configuration().isEmpty()) {
      ObjectNode configuration = body.putObject("flinkConfiguration");
      run.configuration().forEach(configuration::put);
    }
    return post("jars/" + jarId + "/run", body).path("jobid").asText();
  }

  /** Every job that the cluster remembers. */
  public List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode node : get("jobs/overview").path("jobs")) {
      jobs.add(
          new Job(
              node.path("jid").asText(), node.path("name").asText(), node.path("state").asText()));
    }
    return jobs;
  }

  /** One job. */
  public Job job(String jobId) {
    JsonNode node = get("jobs/" + jobId);
    return new Job(
        node.path("jid").asText(), node.path("name").asText(), node.path("state").asText());
  }

  /** The state that a job is in now; what else is told of a job may be some seconds older. */
  public String state(String jobId) {
    return get("jobs/" + jobId + "/status").path("status").asText();
  }

  /** How many tasks of a job run, and how many it has. */
  public Tasks tasks(String jobId) {
    int running = 0;
    int all = 0;
    for (JsonNode vertex : get("jobs/" + jobId).path("vertices")) {
      running += vertex.path("tasks").path("RUNNING").asInt();
      all += vertex.path("parallelism").asInt();
    }
    return new Tasks(running, all);
  }

  /** Records that the sources of a job have handed on to other tasks. */
  public long recordsRead(String jobId) {
    long records = 0;
    for (JsonNode vertex : get("jobs/" + jobId).path("vertices")) {
      if (vertex.path("name").asText().startsWith("Source:")) {
        records += vertex.path("metrics").path("write-records").asLong();
      }
    }
    return records;
  }

  /** Whether every task of a job runs, so that it processes records. */
  public boolean allTasksRunning(String jobId) {
    Tasks tasks = tasks(jobId);
    return tasks.all() > 0 && tasks.running() == tasks.all();
  }

  /** Asks a job to end without a savepoint; returns before it has. */
  public void cancel(String jobId) {
    send(
        request("jobs/" + jobId + "?mode=cancel").method("PATCH", BodyPublishers.noBody()).build());
  }

  /**
   * Takes a savepoint and ends the job; waits for both.
   *
   * @param folder URI of the folder for it, or null for the cluster's own
   * @return the savepoint's path
   */
  public String stopWithSavepoint(String jobId, @Nullable String folder, Duration timeout) {
    ObjectNode body = json.createObjectNode();
    if (folder != null) {
      body.put("targetDirectory", folder);
    }
    body.put("drain", false);
    String trigger = post("jobs/" + jobId + "/stop", body).path("request-id").asText();
    long deadline = System.nanoTime() + timeout.toNanos();
    String location = "";
    while (System.nanoTime() < deadline) {
      if (location.isEmpty()) {
        location = savepointLocation(jobId, trigger);
      }
      // The savepoint is complete a moment before the job is.
      if (!location.isEmpty() && isTerminal(state(jobId))) {
        return location;
      }
      pause();
    }
    throw new FlinkRestException(0, "no savepoint and end of " + jobId + " within " + timeout);
  }

  /** Where a savepoint is, or empty while it is being written. */
  private String savepointLocation(String jobId, String trigger) {
    JsonNode status = get("jobs/" + jobId + "/savepoints/" + trigger);
    if (!status.path("status").path("id").asText().equals("COMPLETED")) {
      return "";
    }
    JsonNode operation = status.path("operation");
    if (!operation.has("location")) {
      throw new FlinkRestException(
          500, "savepoint of " + jobId + " failed: " + operation.path("failure-cause"));
    }
    return operation.path("location").asText();
  }

  /** Counts and the latest completed checkpoint. */
  public Checkpoints checkpoints(String jobId) {
    JsonNode node = get("jobs/" + jobId + "/checkpoints");
    JsonNode counts = node.path("counts");
    JsonNode latest = node.path("latest").path("completed");
    return new Checkpoints(
        counts.path("completed").asLong(),
        counts.path("failed").asLong(),
        counts.path("restored").asLong(),
        latest.path("id").asLong(-1),
        latest.path("external_path").asText(""));
  }

  /** Root causes of a job's failures, the latest first: class, message and stack trace each. */
  public List<String> exceptions(String jobId) {
    List<String> causes = new ArrayList<>();
    for (JsonNode entry :
        get("jobs/" + jobId + "/exceptions").path("exceptionHistory").path("entries")) {
      causes.add(entry.path("stacktrace").asText());
    }
    return causes;
  }

  /** What the tasks of a job have summed up, as text by name; may be some seconds old. */
  public SortedMap<String, String> accumulators(String jobId) {
    SortedMap<String, String> values = new TreeMap<>();
    for (JsonNode entry : get("jobs/" + jobId + "/accumulators").path("user-task-accumulators")) {
      values.put(entry.path("name").asText(), entry.path("value").asText());
    }
    return values;
  }

  private JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  private JsonNode post(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() / 100 != 2) {
        throw new FlinkRestException(
            response.statusCode(),
            request.method() + " " + request.uri() + ": " + reason(response.body()));
      }
      return response.body().isBlank() ? json.createObjectNode() : json.readTree(response.body());
    } catch (IOException e) {
      throw new FlinkRestException("no answer from Flink at " + base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRestException("interrupted while waiting for Flink at " + base, e);
    }
  }

  private String reason(String body) {
    try {
      List<String> errors = new ArrayList<>();
      json.readTree(body).path("errors").forEach(error -> errors.add(error.asText()));
      return rootCause(errors.isEmpty() ? body : String.join("\n", errors));
    } catch (IOException e) {
      return rootCause(body);
    }
  }

  /** The innermost cause of a stack trace in one line; a text without any comes back as it is. */
  public static String rootCause(String stackTrace) {
    String cause = "";
    for (String line : stackTrace.lines().toList()) {
      if (line.startsWith("Caused by: ")) {
        cause = line.substring("Caused by: ".length());
      }
    }
    if (!cause.isEmpty()) {
      return cause;
    }
    int frames = stackTrace.indexOf("\n\tat ");
    return frames < 0 ? stackTrace : stackTrace.substring(0, frames);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRestException("interrupted", e);
    }
  }
}
