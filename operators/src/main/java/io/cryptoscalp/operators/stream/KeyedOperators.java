package io.cryptoscalp.operators.stream;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/** Graph building that the DataStream API has no method for. */
public final class KeyedOperators {
  private KeyedOperators() {}

  /**
   * Connects a keyed stream with a broadcast one under an operator of our own. The API's {@code
   * connect().transform()} keys the operator only when both inputs are keyed, and its broadcast
   * functions cost a state access a record.
   */
  public static <K, L, R, OUT> SingleOutputStreamOperator<OUT> keyedWithBroadcast(
      String name,
      KeyedStream<L, K> keyed,
      DataStream<R> broadcast,
      TwoInputStreamOperator<L, R, OUT> operator,
      TypeInformation<OUT> type) {
    StreamExecutionEnvironment env = keyed.getExecutionEnvironment();
    TwoInputTransformation<L, R, OUT> transformation =
        new TwoInputTransformation<>(
            keyed.getTransformation(),
            broadcast.broadcast().getTransformation(),
            name,
            SimpleOperatorFactory.of(operator),
            type,
            env.getParallelism(),
            false);
    transformation.setStateKeySelectors(keyed.getKeySelector(), null);
    transformation.setStateKeyType(keyed.getKeyType());
    env.addOperator(transformation);
    return new Operator<>(env, transformation);
  }

  /** Gives access to the constructor, which is protected. */
  private static final class Operator<T> extends SingleOutputStreamOperator<T> {
    Operator(StreamExecutionEnvironment env, TwoInputTransformation<?, ?, T> transformation) {
      super(env, transformation);
    }
  }
}
