package io.cryptoscalp.operators.state;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.util.function.BiConsumerWithException;
import org.apache.flink.util.function.ThrowingConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keyed state that lives in plain objects and reaches Flink's keyed state only at checkpoints, and
 * then only for the keys that changed. Durable, incremental and rescalable like any keyed state,
 * without a backend access an event.
 *
 * <p>Keys are read lazily: the first {@link #get} of a key after a restore looks into the backend.
 * Not thread-safe; used from the task thread only.
 *
 * @param <S> hot state of a key
 */
public final class WriteBackState<S> {
  private final KeyedStateBackend<String> backend;
  private final ValueState<byte[]> stored;
  private final StateCodec<S> codec;
  private final StateWriter writer = new StateWriter();
  private final TreeMap<String, Hot<S>> hot = new TreeMap<>();
  private @Nullable String lastKey;
  private @Nullable Hot<S> last;

  /**
   * Creates it over the operator's keyed backend.
   *
   * @param backend the keyed backend; its current key is moved by this class
   * @param stored the value state that holds the bytes of a key
   * @param codec how a key's state is created, written and read
   */
  public WriteBackState(
      KeyedStateBackend<String> backend, ValueState<byte[]> stored, StateCodec<S> codec) {
    this.backend = backend;
    this.stored = stored;
    this.codec = codec;
  }

  /** The state of a key, to be changed: it will be written at the next checkpoint. */
  public S get(String key) throws Exception {
    Hot<S> entry = find(key);
    entry.dirty = true;
    return entry.state;
  }

  /** The state of a key, to be changed; null for one that was never seen, which it stays. */
  public @Nullable S peek(String key) throws Exception {
    if (!hot.containsKey(key)) {
      backend.setCurrentKey(key);
      if (stored.value() == null) {
        return null;
      }
    }
    return get(key);
  }

  /** Forgets a key, in memory and in the backend. */
  public void remove(String key) {
    hot.remove(key);
    if (key.equals(lastKey)) {
      lastKey = null;
      last = null;
    }
    backend.setCurrentKey(key);
    stored.clear();
  }

  /** Calls the action with every key and state in memory, in key order; changes nothing. */
  public void scan(BiConsumerWithException<String, S, Exception> action) throws Exception {
    for (Map.Entry<String, Hot<S>> entry : hot.entrySet()) {
      action.accept(entry.getKey(), entry.getValue().state);
    }
  }

  /**
   * Brings every key of this subtask into memory; for stages whose states must act without an input
   * of their own, such as on a watermark.
   *
   * @param stateName name of the value state
   */
  public void loadAll(String stateName) throws Exception {
    List<String> keys;
    try (Stream<String> stored = backend.getKeys(stateName, VoidNamespace.INSTANCE)) {
      keys = stored.sorted().toList();
    }
    for (String key : keys) {
      find(key);
    }
  }

  /** Calls the action with every state in memory, in key order, marking each as changed. */
  public void forEach(ThrowingConsumer<S, Exception> action) throws Exception {
    for (Hot<S> entry : hot.values()) {
      entry.dirty = true;
      action.accept(entry.state);
    }
  }

  /** Writes the changed keys to the backend; called in the synchronous part of a checkpoint. */
  public int flush() throws Exception {
    int written = 0;
    for (Map.Entry<String, Hot<S>> entry : hot.entrySet()) {
      Hot<S> value = entry.getValue();
      if (!value.dirty) {
        continue;
      }
      writer.reset();
      codec.write(value.state, writer);
      backend.setCurrentKey(entry.getKey());
      stored.update(writer.toByteArray());
      value.dirty = false;
      written++;
    }
    return written;
  }

  private Hot<S> find(String key) throws Exception {
    if (last != null && key.equals(lastKey)) {
      return last;
    }
    Hot<S> entry = hot.get(key);
    if (entry == null) {
      backend.setCurrentKey(key);
      byte[] bytes = stored.value();
      entry =
          new Hot<>(bytes == null ? codec.create(key) : codec.read(key, new StateReader(bytes)));
      hot.put(key, entry);
    }
    lastKey = key;
    last = entry;
    return entry;
  }

  private static final class Hot<S> {
    private final S state;
    private boolean dirty;

    Hot(S state) {
      this.state = state;
    }
  }
}
