package io.cryptoscalp.bench.cep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.jobs.StateContract;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many signals a second all patterns take on one core, and what state they keep over a day. */
@Command(name = "cep", description = "Signals a second and state of the patterns.")
public final class CepSoak implements Runnable {
  private static final double HOUR_NS = 3.6e12;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(names = "--keys", defaultValue = "1000", description = "instruments")
  private int keys;

  @Option(names = "--dense", defaultValue = "600000", description = "signals of the dense run")
  private long dense;

  @Option(names = "--rate", defaultValue = "5000", description = "a second of event time there")
  private int rate;

  @Option(names = "--hours", defaultValue = "24", description = "of event time of the long run")
  private int hours;

  @Option(names = "--spacing", defaultValue = "30", description = "s between signals of a key")
  private double spacing;

  @Option(names = "--limit", defaultValue = "900", description = "most seconds of each run")
  private long limit;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  /** Measures and prints; exits with 0, or 2 for wrong arguments. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new CepSoak()).execute(args));
  }

  @Override
  public void run() {
    try {
      if (dense > 0) {
        System.out.printf(Locale.ROOT, "dense: %d keys, %d signals/s of event time%n", keys, rate);
        run(dense, 1e9 / rate, rate / 5, dense * 1e9 / rate / 6);
      }
      if (hours > 0) {
        long signals = (long) (hours * 3600.0 / spacing * keys);
        System.out.printf(
            Locale.ROOT,
            "long: %d keys, a signal each %.0f s of each, %d h%n",
            keys,
            spacing,
            hours);
        run(signals, hours * HOUR_NS / signals, 200, HOUR_NS);
      }
    } catch (Exception e) {
      throw new IllegalStateException("the run failed", e);
    }
  }

  /** Runs the job and prints a line each step of event time. */
  private void run(long signals, double spacingNs, int watermarkEvery, double stepNs)
      throws Exception {
    Path folder = Files.createTempDirectory("cep-soak");
    GeneratedSignals.DONE.set(0);
    CepJob.MATCHES.set(0);
    CepJob.LATE.set(0);
    System.out.println(
        "event time h   signals   signals/s   per core-s   matches   late   state KB   checkpoint ms");
    try (LocalFlink flink = new LocalFlink(new Configuration(), 1, 0, 0)) {
      var env = flink.environment(options(folder));
      CepJob.build(env, signals, new GeneratedSignals(keys, spacingNs, 42), watermarkEvery);
      JobClient job = env.executeAsync("cep-soak");
      follow(flink, job, signals, spacingNs, stepNs);
    }
  }

  private static Configuration options(Path folder) {
    Configuration options = new Configuration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    options.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    options.set(PipelineOptions.OBJECT_REUSE, true);
    options.set(PipelineOptions.GENERIC_TYPES, false);
    options.set(PipelineOptions.MAX_PARALLELISM, StateContract.MAX_PARALLELISM);
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    return options;
  }

  private void follow(
      LocalFlink flink, JobClient job, long signals, double spacingNs, double stepNs)
      throws Exception {
    long start = System.nanoTime();
    long lastAt = 0;
    long lastCpu = 0;
    long lastDone = 0;
    double nextNs = stepNs;
    while (true) {
      long done = GeneratedSignals.DONE.get();
      long now = System.nanoTime();
      boolean ended = job.getJobStatus().get().isGloballyTerminalState();
      if (lastAt == 0 && done > 0) {
        lastAt = now;
        lastCpu = GeneratedSignals.CPU_NS.get();
        lastDone = done;
      } else if (lastAt > 0 && !ended && done * spacingNs >= nextNs) {
        nextNs += stepNs;
        long cpu = GeneratedSignals.CPU_NS.get();
        double perSecond = (done - lastDone) / ((now - lastAt) / 1e9);
        double perCore = (done - lastDone) / ((cpu - lastCpu) / 1e9);
        lastAt = now;
        lastCpu = cpu;
        lastDone = done;
        System.out.printf(
            Locale.ROOT,
            "%12.2f %9d %11.0f %12.0f %9d %6d %s%n",
            done * spacingNs / HOUR_NS,
            done,
            perSecond,
            perCore,
            CepJob.MATCHES.get(),
            CepJob.LATE.get(),
            state(flink, job));
      }
      boolean over = (now - start) / 1_000_000_000L > limit;
      if (ended || over) {
        System.out.printf(
            Locale.ROOT,
            "%s after %.0f s: %d of %d signals, %d matches, %d late%n",
            over ? "stopped at its limit" : "done",
            (now - start) / 1e9,
            ended ? signals : done,
            signals,
            CepJob.MATCHES.get(),
            CepJob.LATE.get());
        if (!ended) {
          job.cancel().get();
        }
        return;
      }
      Thread.sleep(20);
    }
  }

  /** Size and duration of a checkpoint taken now: all of the heap's keyed state. */
  private String state(LocalFlink flink, JobClient job) throws InterruptedException, IOException {
    if (!flink.checkpoint(job, PATIENCE)) {
      return "         -               -";
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(flink.restUrl() + "/jobs/" + job.getJobID() + "/checkpoints"))
            .build();
    JsonNode latest =
        json.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
            .path("latest")
            .path("completed");
    return String.format(
        Locale.ROOT,
        "%10.0f %15d",
        latest.path("state_size").asDouble() / 1024,
        latest.path("end_to_end_duration").asLong());
  }
}
