package io.cryptoscalp.jobs.training;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the inputs that it is given by their numbers, one after the other. A fault of an input ends
 * that input and travels as its last chunk, so that it is told as it was.
 */
final class FeatureRowsFunction implements FlatMapFunction<Integer, byte[]> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<FeatureInput> inputs;
  private final String featureSet;
  private final ArrayList<String> columns;
  private final long fromNs;
  private final long toNs;

  FeatureRowsFunction(
      List<FeatureInput> inputs, String featureSet, List<String> columns, long fromNs, long toNs) {
    this.inputs = new ArrayList<>(inputs);
    this.featureSet = featureSet;
    this.columns = new ArrayList<>(columns);
    this.fromNs = fromNs;
    this.toNs = toNs;
  }

  @Override
  public void flatMap(Integer number, Collector<byte[]> out) {
    FeatureInput input = inputs.get(number);
    try {
      FeatureSource source = input.open();
      RowChunk chunk = new RowChunk(number, positions(source), out::collect);
      source.read(new FeatureQuery(featureSet, input.instruments(), fromNs, toNs), chunk::add);
      chunk.end();
    } catch (ModelException | IllegalArgumentException e) {
      new RowChunk(number, new int[0], out::collect).fail(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      String error = "DATASET_READ_FAILED: input=" + input.name() + " reason=" + e;
      new RowChunk(number, new int[0], out::collect).fail(error);
    }
  }

  private int[] positions(FeatureSource source) {
    List<String> names = source.names(featureSet);
    int[] positions = new int[columns.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = names.indexOf(columns.get(i));
      if (positions[i] < 0) {
        throw new ModelException(
            "DATASET_FEATURE_UNKNOWN", "featureSet=" + featureSet + " feature=" + columns.get(i));
      }
    }
    return positions;
  }
}
