package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.trading.TradingJob;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Builds the two jobs and submits them through an environment. */
final class LocalJobs {
  private static final String RESULTS = "io.cryptoscalp.jobs.results.ResultsJob";

  private LocalJobs() {}

  static JobClient trading(StreamExecutionEnvironment env, Map<String, String> config) {
    TradingJob.build(env, TradingJobConfig.fromMap(config));
    return execute(env, TradingJob.NAME);
  }

  static JobClient results(StreamExecutionEnvironment env, Map<String, String> config) {
    Object parsed =
        call(
            RESULTS + "Config",
            "fromMap",
            new Class<?>[] {Map.class, Map.class},
            config,
            Map.<String, String>of());
    return submit(env, RESULTS, parsed, Topics.RESULTS_GROUP);
  }

  private static JobClient submit(
      StreamExecutionEnvironment env, String job, Object config, String name) {
    call(
        job,
        "build",
        new Class<?>[] {StreamExecutionEnvironment.class, config.getClass()},
        env,
        config);
    return execute(env, name);
  }

  private static JobClient execute(StreamExecutionEnvironment env, String name) {
    try {
      return env.executeAsync(name);
    } catch (Exception e) {
      throw new CliException(ExitCodes.JOB_FAILED, "Flink refused the job " + name + ": " + e, e);
    }
  }

  private static Object call(String type, String name, Class<?>[] types, Object... arguments) {
    try {
      Method method = Class.forName(type).getMethod(name, types);
      Object result = method.invoke(null, arguments);
      return result == null ? "" : result;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new CliException(ExitCodes.PREREQUISITE, "This build has no " + type + ".", e);
    }
  }
}
