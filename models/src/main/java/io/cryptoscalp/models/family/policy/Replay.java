package io.cryptoscalp.models.family.policy;

import io.cryptoscalp.models.family.nets.Weights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;

/** The newest steps of all agents, drawn from at random; the oldest give way. */
final class Replay {
  private final int capacity;
  private final int width;
  private final float[] before;
  private final float[] after;
  private final int[] actions;
  private final float[] rewards;
  private final boolean[] ended;
  private int next;
  private int size;

  /** Steps drawn. */
  record Batch(float[] before, float[] after, int[] actions, float[] rewards, boolean[] ended) {}

  Replay(int capacity, int width) {
    this.capacity = capacity;
    this.width = width;
    this.before = new float[Math.multiplyExact(capacity, width)];
    this.after = new float[capacity * width];
    this.actions = new int[capacity];
    this.rewards = new float[capacity];
    this.ended = new boolean[capacity];
  }

  int size() {
    return size;
  }

  int width() {
    return width;
  }

  void add(float[] from, float[] to, int offset, int action, float reward, boolean end) {
    System.arraycopy(from, offset, before, next * width, width);
    System.arraycopy(to, offset, after, next * width, width);
    actions[next] = action;
    rewards[next] = reward;
    ended[next] = end;
    next = (next + 1) % capacity;
    size = Math.min(size + 1, capacity);
  }

  /** Steps drawn evenly, with replacement. */
  Batch draw(int count, Random random) {
    Batch batch =
        new Batch(
            new float[count * width],
            new float[count * width],
            new int[count],
            new float[count],
            new boolean[count]);
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(size);
      System.arraycopy(before, at * width, batch.before, i * width, width);
      System.arraycopy(after, at * width, batch.after, i * width, width);
      batch.actions[i] = actions[at];
      batch.rewards[i] = rewards[at];
      batch.ended[i] = ended[at];
    }
    return batch;
  }

  void write(DataOutputStream to) throws IOException {
    to.writeInt(next);
    to.writeInt(size);
    Weights.writeFloats(to, before);
    Weights.writeFloats(to, after);
    Weights.writeFloats(to, rewards);
    for (int i = 0; i < capacity; i++) {
      to.writeByte(actions[i]);
      to.writeBoolean(ended[i]);
    }
  }

  void read(DataInputStream from) throws IOException {
    next = from.readInt();
    size = from.readInt();
    Weights.readFloats(from, before);
    Weights.readFloats(from, after);
    Weights.readFloats(from, rewards);
    for (int i = 0; i < capacity; i++) {
      actions[i] = from.readByte();
      ended[i] = from.readBoolean();
    }
  }
}
