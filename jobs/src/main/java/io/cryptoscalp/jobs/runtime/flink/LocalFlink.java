package io.cryptoscalp.jobs.runtime.flink;

import io.cryptoscalp.jobs.Plugins;
import io.cryptoscalp.jobs.runtime.Ports;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.RemoteStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink in this JVM: a MiniCluster with the web UI and the Prometheus reporter.
 *
 * <p>The caller's configuration is kept as it is (state backend, checkpoints, restarts); only
 * addresses and reporters are set here. The web UI needs {@code flink-runtime-web} and RocksDB
 * {@code flink-statebackend-rocksdb} on the class path, as this module has them.
 */
public final class LocalFlink implements JobHost {
  private static final Logger LOG = LoggerFactory.getLogger(LocalFlink.class);

  /** The reporter's name in {@code metrics.reporter.<name>.*}. */
  private static final String PROMETHEUS = "prom";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final MiniCluster cluster;
  private final URI restAddress;
  private final FlinkRest rest;
  private final int prometheusPort;

  /**
   * Starts the cluster and returns when it accepts jobs.
   *
   * @param configuration Flink options for the cluster; copied
   * @param slots task slots of the one TaskManager, at least 1
   * @param restPort of the REST API and web UI on the loopback interface, or 0 for a free one
   * @param prometheusPort of the Prometheus endpoint, or 0 for a free one
   * @throws IllegalStateException if the cluster does not start
   */
  public LocalFlink(Configuration configuration, int slots, int restPort, int prometheusPort) {
    if (slots < 1) {
      throw new IllegalArgumentException("slots must be at least 1: " + slots);
    }
    this.prometheusPort = Ports.orFree(prometheusPort);
    Configuration local = new Configuration(configuration);
    local.set(JobManagerOptions.ADDRESS, Ports.LOOPBACK);
    local.set(RestOptions.ADDRESS, Ports.LOOPBACK);
    local.set(RestOptions.BIND_ADDRESS, Ports.LOOPBACK);
    local.set(RestOptions.BIND_PORT, Integer.toString(restPort));
    local.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    Plugins.addTo(local);
    local.set(MetricOptions.REPORTERS_LIST, PROMETHEUS);
    String reporter = "metrics.reporter." + PROMETHEUS + ".";
    local.setString(
        reporter + "factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    local.setString(reporter + "port", Integer.toString(this.prometheusPort));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(local)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
      restAddress = cluster.getRestAddress().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink started", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Flink's REST endpoint did not start", e);
    } catch (Exception e) {
      throw new IllegalStateException("Flink did not start", e);
    }
    rest = new FlinkRest(restUrl());
    awaitSlots(slots);
  }

  /** The REST server answers before it knows its leader, and before the slots are registered. */
  private void awaitSlots(int slots) {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!hasSlots(slots)) {
      if (System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("Flink has not registered its slots: " + slots);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while Flink started", e);
      }
    }
  }

  private boolean hasSlots(int slots) {
    try {
      return rest.overview().slotsTotal() >= slots;
    } catch (FlinkRestException e) {
      // No leader yet; the caller's deadline bounds this.
      return false;
    }
  }

  /** The web UI and REST API, {@code http://host:port}. */
  public String restUrl() {
    return "http://" + Ports.LOOPBACK + ":" + restAddress.getPort();
  }

  /** The Prometheus endpoint, {@code http://host:port/metrics}. */
  public String prometheusUrl() {
    return "http://" + Ports.LOOPBACK + ":" + prometheusPort + "/metrics";
  }

  /** The cluster itself, for submission of a job graph and for savepoints. */
  public MiniCluster cluster() {
    return cluster;
  }

  @Override
  public boolean isElsewhere() {
    return false;
  }

  @Override
  public FlinkRest rest() {
    return rest;
  }

  @Override
  public FollowedJob follow(String jobId) {
    return FollowedJob.UNTOLD;
  }

  @Override
  public Duration patience() {
    return Duration.ofMillis(50);
  }

  @Override
  public StreamExecutionEnvironment environment(Configuration jobOptions) {
    return new RemoteStreamEnvironment(
        Ports.LOOPBACK, restAddress.getPort(), jobOptions, Plugins.jarFiles(), new URL[0]);
  }

  /**
   * Takes a checkpoint of a job now.
   *
   * @param patience how long it may take
   * @return false when it did not complete: another one was under way, or the job has failed
   */
  public boolean checkpoint(JobClient job, Duration patience) throws InterruptedException {
    try {
      var unused =
          cluster
              .triggerCheckpoint(job.getJobID(), CheckpointType.CONFIGURED)
              .get(patience.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("A checkpoint of job {} did not complete", job.getJobID(), e);
      return false;
    }
  }

  /** Cancels what runs and stops the cluster. */
  @Override
  public void close() {
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IllegalStateException("Flink did not stop cleanly", e);
    }
  }
}
