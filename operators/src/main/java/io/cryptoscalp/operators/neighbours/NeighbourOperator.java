package io.cryptoscalp.operators.neighbours;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import java.util.List;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Where the vectors of all instruments meet, under the one key {@value #KEY}: tells every
 * instrument of its neighbours as soon as a step is over, with the timestamp of the vector that
 * ended it.
 */
public final class NeighbourOperator extends WriteBackOperator<NeighbourBoardState, NeighbourNews>
    implements OneInputStreamOperator<NeighbourVector, NeighbourNews> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "neighbours";

  /** The key of everything. */
  public static final String KEY = "all";

  private final String options;
  private final List<String> names;
  private final boolean inOrder;

  /**
   * Creates it.
   *
   * @param options how neighbours are found
   * @param names features of the vectors in order of their columns
   * @param inOrder true holds vectors until the watermark has passed them, so that every run takes
   *     them in the same order; false takes them as they come
   */
  public NeighbourOperator(NeighbourOptions options, List<String> names, boolean inOrder) {
    super(STATE_NAME);
    this.options = options.text();
    this.names = List.copyOf(names);
    this.inOrder = inOrder;
  }

  @Override
  protected StateCodec<NeighbourBoardState> codec() {
    return new NeighbourBoardState.Codec(NeighbourOptions.parse(options), names);
  }

  @Override
  public void processElement(StreamRecord<NeighbourVector> record) throws Exception {
    NeighbourBoardState state = states().get(KEY);
    if (inOrder) {
      state.hold(record.getValue(), record.getTimestamp());
    } else {
      release(state, Long.MAX_VALUE); // left by a job that kept the order
      take(state, record.getValue(), record.getTimestamp());
    }
  }

  private void release(NeighbourBoardState state, long upToMs) {
    NeighbourBoardState.Held next = state.poll(upToMs);
    while (next != null) {
      take(state, next.vector(), next.timestampMs());
      next = state.poll(upToMs);
    }
  }

  private void take(NeighbourBoardState state, NeighbourVector vector, long timestampMs) {
    state
        .board()
        .update(
            vector.instrument(),
            vector.eventTimeNs(),
            vector.price(),
            vector.columns(),
            (instrument, neighbours) ->
                output.collect(
                    new StreamRecord<>(new NeighbourNews(instrument, neighbours), timestampMs)));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (inOrder) {
      NeighbourBoardState state = states().peek(KEY);
      if (state != null) {
        release(states().get(KEY), mark.getTimestamp());
      }
    }
    super.processWatermark(mark);
  }
}
