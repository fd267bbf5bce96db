package io.cryptoscalp.jobs.runtime.flink;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink that runs bounded jobs which this process waits for: one of its own, or a cluster. */
public sealed interface JobHost extends AutoCloseable permits LocalFlink, RemoteFlink {
  /**
   * An environment that submits there, with the jars that the workers lack.
   *
   * @param jobOptions options of the job (checkpoints, state backend, parallelism)
   */
  StreamExecutionEnvironment environment(Configuration jobOptions);

  /** Whether workers are other processes, which tell how far they are in files. */
  boolean isElsewhere();

  /** Its REST API. */
  FlinkRest rest();

  /** Begins to wait for a job. */
  FollowedJob follow(String jobId);

  /** How often its jobs are asked after. */
  Duration patience();

  /** Stops what was started for this process. */
  @Override
  void close();
}
