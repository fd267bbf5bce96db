package io.cryptoscalp.jobs.training;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.DatasetBuild;
import io.cryptoscalp.models.dataset.DatasetBuilder;
import io.cryptoscalp.models.dataset.DatasetOptions;
import io.cryptoscalp.models.dataset.FeatureRow;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * The bounded job that reads feature history, or computes it of candles, each input in a task of
 * its own, and gives a dataset. Rows of an instrument keep their order; which task reads what, and
 * in which order rows of different instruments arrive, does not change the dataset. Labels, weights
 * and the choice of columns need all rows at once and are made where the job was started.
 */
public final class TrainingJob {
  /** Its name in Flink. */
  public static final String NAME = "training-dataset";

  /** Hears how it goes. */
  public interface Progress {
    /**
     * An input was read to its end.
     *
     * @param input which one
     * @param done inputs so far
     * @param of all inputs
     * @param rows rows so far, of all inputs
     */
    void read(FeatureInput input, int done, int of, long rows);
  }

  private TrainingJob() {}

  /** The graph: numbers of inputs in, chunks of rows out. */
  static DataStream<byte[]> build(
      StreamExecutionEnvironment env, TrainingRequest request, int parallelism) {
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    List<Integer> numbers = IntStream.range(0, request.inputs().size()).boxed().toList();
    return env.fromData(Types.INT, numbers.toArray(new Integer[0]))
        .name("inputs")
        .uid("training-inputs")
        .setParallelism(1)
        .rebalance()
        .flatMap(
            new FeatureRowsFunction(
                request.inputs(),
                request.featureSet(),
                request.columns(),
                request.fromNs(),
                request.toNs()))
        .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
        .name("features")
        .uid("training-features")
        .setParallelism(parallelism);
  }

  /**
   * Runs it to its end.
   *
   * @param parallelism tasks side by side
   * @return the dataset and its card
   * @throws ModelException what an input or the builder refuses, {@code DATASET_INPUT_LOST} when
   *     the job ends without having read an input
   * @throws Exception when the job itself fails
   */
  public static DatasetBuild run(
      StreamExecutionEnvironment env, TrainingRequest request, int parallelism, Progress progress)
      throws Exception {
    DatasetOptions options = request.options();
    List<String> columns = request.columns();
    List<String> wanted = options.features().isEmpty() ? request.names() : options.features();
    Receiver receiver =
        new Receiver(
            request,
            new DatasetBuilder(request.featureSet(), columns, options.withFeatures(wanted)),
            progress);
    try (CloseableIterator<byte[]> chunks =
        build(env, request, parallelism).executeAndCollect(NAME)) {
      while (chunks.hasNext()) {
        RowChunk.read(chunks.next(), receiver);
      }
    }
    if (receiver.done < request.inputs().size()) {
      throw new ModelException(
          "DATASET_INPUT_LOST", "read=" + receiver.done + " of=" + request.inputs().size());
    }
    return receiver.builder.build();
  }

  private static final class Receiver implements RowChunk.Listener {
    private final TrainingRequest request;
    private final DatasetBuilder builder;
    private final Progress progress;
    private int done;

    Receiver(TrainingRequest request, DatasetBuilder builder, Progress progress) {
      this.request = request;
      this.builder = builder;
      this.progress = progress;
    }

    @Override
    public void row(FeatureRow row) {
      builder.add(row);
    }

    @Override
    public void ended(int input) {
      done++;
      List<FeatureInput> inputs = request.inputs();
      progress.read(inputs.get(input), done, inputs.size(), builder.rows());
    }

    @Override
    public void failed(int input, String error) {
      int colon = error.indexOf(": ");
      throw new ModelException(
          colon > 0 ? error.substring(0, colon) : "DATASET_READ_FAILED",
          "input="
              + request.inputs().get(input).name()
              + " "
              + (colon > 0 ? error.substring(colon + 2) : error));
    }
  }
}
