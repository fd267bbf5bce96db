package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Stores a window without loss. Prices and quantities are decimals on a grid of ticks or lots:
 * where all values are exact multiples of 1e-8 they are stored as steps on their common grid, two
 * bytes or so each; all others, such as returns, as they are.
 */
final class WindowCodec {
  private static final double SCALE = 1e8;
  private static final double LARGEST = 9e15;
  private static final int RAW = 0;
  private static final int GRID = 1;

  private WindowCodec() {}

  static void write(Window window, StateWriter out) {
    int size = window.size();
    out.writeInt(size);
    long step = size == 0 ? 0 : step(window);
    out.writeByte(step == 0 ? RAW : GRID);
    if (step == 0) {
      for (int age = size - 1; age >= 0; age--) {
        out.writeDouble(window.get(age));
      }
      return;
    }
    writeVariable(out, step);
    long previous = 0;
    for (int age = size - 1; age >= 0; age--) {
      long steps = scaled(window.get(age)) / step;
      long change = steps - previous;
      writeVariable(out, (change << 1) ^ (change >> 63));
      previous = steps;
    }
  }

  static void read(Window window, StateReader in) {
    int size = in.readInt();
    if (in.readByte() == RAW) {
      for (int i = 0; i < size; i++) {
        window.push(in.readDouble());
      }
      return;
    }
    long step = readVariable(in);
    long steps = 0;
    for (int i = 0; i < size; i++) {
      long zigzag = readVariable(in);
      steps += (zigzag >>> 1) ^ -(zigzag & 1);
      window.push(steps * step / SCALE);
    }
  }

  /** Greatest common divisor of the values in 1e-8, 0 when one is not such a multiple. */
  private static long step(Window window) {
    long divisor = 0;
    for (int age = 0; age < window.size(); age++) {
      double value = window.get(age);
      long scaled = scaled(value);
      double back = scaled / SCALE;
      if (!(Math.abs(value) * SCALE < LARGEST)
          || Double.doubleToRawLongBits(back) != Double.doubleToRawLongBits(value)) {
        return 0;
      }
      divisor = gcd(divisor, Math.abs(scaled));
    }
    return Math.max(1, divisor);
  }

  private static long scaled(double value) {
    return Math.round(value * SCALE);
  }

  private static long gcd(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }

  private static void writeVariable(StateWriter out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.writeByte((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static long readVariable(StateReader in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = in.readByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        break;
      }
    }
    return value;
  }
}
