package io.cryptoscalp.jobs.training;

import io.cryptoscalp.models.dataset.FeatureRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Rows on their way from a task to the one who asked, many in a record: number of the input, then
 * rows, then whether it was the input's last chunk, or why there is no more.
 */
final class RowChunk {
  private static final int FULL_BYTES = 1 << 18; // below the least batch of a collecting sink
  private static final byte ROW = 1;
  private static final byte PART = 2;
  private static final byte END = 3;
  private static final byte FAILED = 4;

  private final int input;
  private final int[] positions;
  private final Consumer<byte[]> out;
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private DataOutputStream data = new DataOutputStream(bytes);

  /** Hears what chunks tell. */
  interface Listener {
    /** The next row of an input. */
    void row(FeatureRow row);

    /** An input is over. */
    void ended(int input);

    /** An input cannot be read; the error is coded. */
    void failed(int input, String error);
  }

  /**
   * Writes chunks.
   *
   * @param input number of the input
   * @param positions of the features that travel
   * @param out takes the chunks
   */
  RowChunk(int input, int[] positions, Consumer<byte[]> out) {
    this.input = input;
    this.positions = positions;
    this.out = out;
    begin();
  }

  private void begin() {
    bytes = new ByteArrayOutputStream();
    data = new DataOutputStream(bytes);
    write(() -> data.writeInt(input));
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  void add(FeatureRow row) {
    write(
        () -> {
          data.writeByte(ROW);
          data.writeUTF(row.instrument());
          data.writeLong(row.eventTimeNs());
          data.writeLong(row.sequence());
          data.writeDouble(row.mid());
          data.writeDouble(row.low());
          data.writeDouble(row.high());
          float[] regime = row.regime();
          data.writeByte(regime == null ? 0 : regime.length);
          for (int i = 0; regime != null && i < regime.length; i++) {
            data.writeFloat(regime[i]);
          }
          data.writeInt(positions.length);
          for (int position : positions) {
            data.writeDouble(row.isValid(position) ? row.values()[position] : Double.NaN);
          }
        });
    if (bytes.size() >= FULL_BYTES) {
      flush(PART);
      begin();
    }
  }

  void end() {
    flush(END);
  }

  void fail(String error) {
    write(
        () -> {
          data.writeByte(FAILED);
          data.writeUTF(error);
        });
    out.accept(bytes.toByteArray());
  }

  private void flush(byte mark) {
    write(() -> data.writeByte(mark));
    out.accept(bytes.toByteArray());
  }

  /** Reads a chunk. */
  static void read(byte[] chunk, Listener listener) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(chunk))) {
      int input = in.readInt();
      for (byte mark = in.readByte(); mark != PART; mark = in.readByte()) {
        if (mark == END) {
          listener.ended(input);
          return;
        }
        if (mark == FAILED) {
          listener.failed(input, in.readUTF());
          return;
        }
        listener.row(row(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a chunk of rows ends early", e);
    }
  }

  private static FeatureRow row(DataInputStream in) throws IOException {
    String instrument = in.readUTF();
    long time = in.readLong();
    long sequence = in.readLong();
    double mid = in.readDouble();
    double low = in.readDouble();
    double high = in.readDouble();
    int regimes = in.readByte();
    float[] regime = regimes == 0 ? null : new float[regimes];
    for (int i = 0; regime != null && i < regimes; i++) {
      regime[i] = in.readFloat();
    }
    double[] values = new double[in.readInt()];
    long[] valid = new long[(values.length + 63) >>> 6];
    for (int i = 0; i < values.length; i++) {
      double value = in.readDouble();
      if (!Double.isNaN(value)) {
        values[i] = value;
        valid[i >>> 6] |= 1L << (i & 63);
      }
    }
    return new FeatureRow(instrument, time, sequence, mid, low, high, regime, values, valid);
  }
}
