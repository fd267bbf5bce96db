package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The last bars of one timeframe, newest at age 0, as columns of doubles. */
final class BarWindow {
  private final int capacity;
  private final int columns;
  private final double[] data;
  private int row = -1;
  private int size;

  BarWindow(int capacity, int columns) {
    this.capacity = capacity;
    this.columns = columns;
    this.data = new double[capacity * columns];
  }

  /** Opens the row of a new bar, dropping the oldest when full; fill it with {@link #set}. */
  void push() {
    row = row + 1 == capacity ? 0 : row + 1;
    size = Math.min(size + 1, capacity);
  }

  void set(int column, double value) {
    data[row * columns + column] = value;
  }

  double get(int column, int age) {
    int at = row - age;
    return data[(at < 0 ? at + capacity : at) * columns + column];
  }

  int size() {
    return size;
  }

  double highest(int column, int count) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int age = 0; age < count; age++) {
      highest = Math.max(highest, get(column, age));
    }
    return highest;
  }

  double lowest(int column, int count) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int age = 0; age < count; age++) {
      lowest = Math.min(lowest, get(column, age));
    }
    return lowest;
  }

  void write(StateWriter out) {
    out.writeInt(size);
    for (int age = size - 1; age >= 0; age--) {
      for (int column = 0; column < columns; column++) {
        out.writeDouble(get(column, age));
      }
    }
  }

  void read(StateReader in) {
    int stored = in.readInt();
    row = -1;
    size = 0;
    for (int i = 0; i < stored; i++) {
      push();
      for (int column = 0; column < columns; column++) {
        set(column, in.readDouble());
      }
    }
  }
}
