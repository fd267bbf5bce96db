package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.operators.account.Ordering;
import io.cryptoscalp.operators.neighbours.NeighbourJoinOperator;
import io.cryptoscalp.operators.neighbours.NeighbourNews;
import io.cryptoscalp.operators.neighbours.NeighbourOperator;
import io.cryptoscalp.operators.neighbours.NeighbourVector;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import io.cryptoscalp.operators.stream.StreamKeys;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The stages by which instruments are told of their neighbours. Compact vectors of all snapshots
 * meet in one task; what it tells joins the snapshots of whom it tells, key by key:
 *
 * <pre>
 * instrument --forward--> neighbour-join -> scoring
 *      '-> vectors -> neighbours --keyBy(instrument)--^
 * </pre>
 *
 * <p>With accounts in order of event time both stages hold what they get until the watermark, so
 * that every run joins the same; else a snapshot is joined with what has been told by then.
 */
final class NeighbourStages {
  private NeighbourStages() {}

  /** The instrument stage's output, with neighbours where the job looks for them. */
  static SingleOutputStreamOperator<StreamEvent> told(
      SingleOutputStreamOperator<StreamEvent> instruments,
      EngineParts engine,
      TradingJobConfig config) {
    NeighbourOptions options = config.neighbours().found();
    if (options == null) {
      return instruments;
    }
    boolean inOrder = config.ordering() == Ordering.EVENT_TIME;
    DataStream<NeighbourNews> news =
        instruments
            .flatMap(NeighbourVector.from(engine.neighbourPositions()))
            .returns(NeighbourVector.TYPE)
            .name("vectors that others are told")
            .uid("neighbour-vectors")
            .keyBy(vector -> NeighbourOperator.KEY, Types.STRING)
            .transform(
                "neighbours",
                NeighbourNews.TYPE,
                new NeighbourOperator(options, config.neighbours().features(), inOrder))
            .uid("neighbours")
            .setParallelism(1);
    KeyedStream<StreamEvent, String> own =
        DataStreamUtils.reinterpretAsKeyedStream(instruments, StreamKeys::instrument, Types.STRING);
    return own.connect(news.keyBy(NeighbourNews::instrument, Types.STRING))
        .transform("neighbour-join", StreamEventSerializer.TYPE, new NeighbourJoinOperator(inOrder))
        .uid("neighbour-join");
  }
}
