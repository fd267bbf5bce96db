package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.regime.RegimeJob;
import io.cryptoscalp.jobs.regime.RegimeJobConfig;
import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.trading.TradingJob;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Builds the jobs and submits them through an environment. */
final class LocalJobs {
  private LocalJobs() {}

  static JobClient trading(StreamExecutionEnvironment env, Map<String, String> config) {
    TradingJob.build(env, TradingJobConfig.fromMap(config));
    return execute(env, TradingJob.NAME);
  }

  static JobClient regime(StreamExecutionEnvironment env, Map<String, String> config) {
    RegimeJob.build(env, RegimeJobConfig.fromMap(config));
    return execute(env, RegimeJob.NAME);
  }

  /**
   * Submits the results job.
   *
   * @param environment gives the password; the addresses are in the configuration
   */
  static JobClient results(
      StreamExecutionEnvironment env, Map<String, String> config, Map<String, String> environment) {
    ResultsJob.build(env, ResultsJobConfig.fromMap(config, environment));
    return execute(env, ResultsJob.NAME);
  }

  private static JobClient execute(StreamExecutionEnvironment env, String name) {
    try {
      return env.executeAsync(name);
    } catch (Exception e) {
      throw new CliException(ExitCodes.JOB_FAILED, "Flink refused the job " + name + ": " + e, e);
    }
  }
}
