package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.regime.RegimeModelFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** The bounded job that fits regime models: each instrument is a task of its own. */
public final class RegimeFitJob {
  /** Its name in Flink. */
  public static final String NAME = "regime-fit";

  /**
   * What became of a request.
   *
   * @param request its request
   * @param model the fitted model; null when there is none
   * @param error why there is none, coded; empty when there is one
   */
  public record Outcome(RegimeFitRequest request, @Nullable RegimeModelFile model, String error) {}

  private RegimeFitJob() {}

  /** The graph: numbers of requests in, answers out. */
  static DataStream<String> build(
      StreamExecutionEnvironment env, List<RegimeFitRequest> requests, int parallelism) {
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    List<Integer> numbers = IntStream.range(0, requests.size()).boxed().toList();
    return env.fromData(Types.INT, numbers.toArray(new Integer[0]))
        .name("instruments")
        .uid("regime-fit-instruments")
        .setParallelism(1)
        .rebalance()
        .map(new RegimeFitFunction(requests))
        .returns(Types.STRING)
        .name("fit")
        .uid("regime-fit")
        .setParallelism(parallelism);
  }

  /**
   * Runs it to its end.
   *
   * @param requests at least one
   * @param parallelism tasks side by side
   * @return outcomes in the order of the requests
   * @throws Exception when the job itself fails
   */
  public static List<Outcome> run(
      StreamExecutionEnvironment env, List<RegimeFitRequest> requests, int parallelism)
      throws Exception {
    Outcome[] outcomes = new Outcome[requests.size()];
    try (CloseableIterator<String> answers =
        build(env, requests, parallelism).executeAndCollect(NAME)) {
      while (answers.hasNext()) {
        String answer = answers.next();
        int line = answer.indexOf('\n');
        int number = Integer.parseInt(answer.substring(0, line));
        outcomes[number] = outcome(requests.get(number), answer.substring(line + 1));
      }
    }
    for (int i = 0; i < outcomes.length; i++) {
      if (outcomes[i] == null) {
        throw new ModelException("REGIME_FIT_LOST", "name=" + requests.get(i).input().name());
      }
    }
    return List.of(outcomes);
  }

  private static Outcome outcome(RegimeFitRequest request, String answer) {
    if (answer.startsWith(RegimeFitFunction.FAILED)) {
      return new Outcome(request, null, answer.substring(RegimeFitFunction.FAILED.length()));
    }
    return new Outcome(request, RegimeModelFile.read(answer.getBytes(StandardCharsets.UTF_8)), "");
  }
}
