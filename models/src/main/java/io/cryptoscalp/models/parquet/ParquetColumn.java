package io.cryptoscalp.models.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column and its values, in an array of its type that belongs to it. */
public sealed interface ParquetColumn {
  /** Its name in the file. */
  String name();

  /** Number of values. */
  int size();

  /** Single precision; NaN is written as null and null is read as NaN. */
  record Floats(String name, float[] values) implements ParquetColumn {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** Double precision; NaN is written as null and null is read as NaN. */
  record Doubles(String name, double[] values) implements ParquetColumn {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** Whole numbers of 64 bits. */
  record Longs(String name, long[] values) implements ParquetColumn {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** Whole numbers of 32 bits. */
  record Integers(String name, int[] values) implements ParquetColumn {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** True or false. */
  record Flags(String name, boolean[] values) implements ParquetColumn {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** Texts, UTF-8. */
  record Texts(String name, String[] values) implements ParquetColumn {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** The values of a number column in double precision; null when it holds something else. */
  static double @Nullable [] numbers(ParquetColumn column) {
    if (column instanceof Doubles doubles) {
      return doubles.values();
    }
    if (column instanceof Floats floats) {
      double[] values = new double[floats.size()];
      Arrays.setAll(values, i -> floats.values()[i]);
      return values;
    }
    if (column instanceof Longs longs) {
      return Arrays.stream(longs.values()).asDoubleStream().toArray();
    }
    if (column instanceof Integers integers) {
      return Arrays.stream(integers.values()).asDoubleStream().toArray();
    }
    return null;
  }
}
