package io.cryptoscalp.jobs.runtime.flink;

import io.cryptoscalp.jobs.Plugins;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.RemoteStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A cluster that is there already. A job that is no longer waited for, because this process is
 * interrupted or asked to end, is cancelled. Not thread-safe.
 */
public final class RemoteFlink implements JobHost {
  private final URI target;
  private final FlinkRest rest;
  private final Path jobJar;
  private final Consumer<String> says;

  /**
   * A cluster; nothing is sent yet.
   *
   * @param target {@code http://HOST:PORT} of the JobManager's REST API
   * @param jobJar classes that workers lack; jars of {@link Plugins} go along
   * @param says told the state of jobs, a line each time
   */
  public RemoteFlink(URI target, Path jobJar, Consumer<String> says) {
    this.target = target;
    this.rest = new FlinkRest(target.toString());
    this.jobJar = jobJar;
    this.says = says;
  }

  /** Where its REST API is. */
  public URI target() {
    return target;
  }

  /** A job of a name that has not ended. */
  public Optional<FlinkRest.Job> running(String name) {
    return rest.jobs().stream()
        .filter(job -> job.name().equals(name) && !job.isTerminal())
        .findFirst();
  }

  @Override
  public StreamExecutionEnvironment environment(Configuration jobOptions) {
    List<String> jars = new ArrayList<>(List.of(Plugins.jarFiles()));
    jars.add(0, jobJar.toAbsolutePath().toString());
    return new RemoteStreamEnvironment(
        target.getHost(), target.getPort(), jobOptions, jars.toArray(new String[0]), new URL[0]);
  }

  @Override
  public boolean isElsewhere() {
    return true;
  }

  @Override
  public FlinkRest rest() {
    return rest;
  }

  @Override
  public FollowedJob follow(String jobId) {
    says.accept("Job " + jobId + " at " + target.getAuthority());
    return new RemoteJob(rest, jobId, says);
  }

  @Override
  public Duration patience() {
    return Duration.ofMillis(500);
  }

  /** The cluster stays. */
  @Override
  public void close() {}
}
