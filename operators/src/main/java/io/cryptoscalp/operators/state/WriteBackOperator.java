package io.cryptoscalp.operators.state;

import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Base of the keyed stages: an operator whose only keyed state is one {@link WriteBackState}. Keys
 * are strings. Flink's per-record key context is left out because nothing touches the backend
 * between checkpoints.
 *
 * @param <S> hot state of a key
 * @param <OUT> main output
 */
public abstract class WriteBackOperator<S, OUT> extends AbstractStreamOperator<OUT> {
  private static final long serialVersionUID = 1L;

  private final String stateName;
  private transient @Nullable WriteBackState<S> states;

  /**
   * Creates it.
   *
   * @param stateName name of the keyed state; part of the savepoint contract
   */
  protected WriteBackOperator(String stateName) {
    this.stateName = stateName;
  }

  /** The codec of a key's state; called once, when the state is opened. */
  protected abstract StateCodec<S> codec() throws Exception;

  /** The hot states. */
  protected final WriteBackState<S> states() {
    if (states == null) {
      throw new IllegalStateException("state used before it was initialised");
    }
    return states;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ValueStateDescriptor<byte[]> descriptor =
        new ValueStateDescriptor<>(
            stateName, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    states =
        new WriteBackState<>(
            this.<String>getKeyedStateBackend(),
            context.getKeyedStateStore().getState(descriptor),
            codec());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    states().flush();
  }

  @Override
  public final boolean hasKeyContext1() {
    return false;
  }

  @Override
  @SuppressWarnings("rawtypes") // the signature is Flink's
  public final void setKeyContextElement1(StreamRecord record) {}
}
