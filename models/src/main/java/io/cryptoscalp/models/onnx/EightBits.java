package io.cryptoscalp.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Weights as whole numbers from -127 to 127 with one scale an output channel: {@code weight = scale
 * * number}.
 *
 * @param numbers in the order of the weights
 * @param scales one a channel, positive
 */
record EightBits(byte[] numbers, float[] scales) {
  private static final int MOST = 127;

  /** Of a matrix [rows, columns] whose channels are its columns. */
  static EightBits columns(float[] values, int rows, int columns) {
    return of(values, columns, 1, rows * columns);
  }

  /** Of a matrix [rows, columns] whose channels are its rows. */
  static EightBits rows(float[] values, int rows, int columns) {
    return of(values, rows, columns, rows * columns);
  }

  /** The channel of the value at {@code i} is {@code i / stretch % channels}. */
  private static EightBits of(float[] values, int channels, int stretch, int count) {
    float[] scales = new float[channels];
    for (int i = 0; i < count; i++) {
      int channel = i / stretch % channels;
      scales[channel] = Math.max(scales[channel], Math.abs(values[i]));
    }
    for (int channel = 0; channel < channels; channel++) {
      scales[channel] = scales[channel] > 0 ? scales[channel] / MOST : 1;
    }
    byte[] numbers = new byte[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (byte) Math.rint(values[i] / scales[i / stretch % channels]);
    }
    return new EightBits(numbers, scales);
  }

  /** A matrix [rows, columns] as [columns, rows]. */
  static float[] turned(float[] values, int rows, int columns) {
    float[] turned = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * rows + r] = values[r * columns + c];
      }
    }
    return turned;
  }

  TensorProto tensor(String name, long... shape) {
    return tensor(name, TensorProto.DataType.INT8, ByteString.copyFrom(numbers), shape);
  }

  TensorProto scaleTensor(String name, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * scales.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float scale : scales) {
      raw.putFloat(scale);
    }
    return tensor(name, TensorProto.DataType.FLOAT, ByteString.copyFrom(raw.flip()), shape);
  }

  /** Zero points of symmetric weights. */
  static TensorProto zeros(String name, int rows, int columns) {
    return tensor(
        name,
        TensorProto.DataType.INT8,
        ByteString.copyFrom(new byte[rows * columns]),
        rows,
        columns);
  }

  private static TensorProto tensor(
      String name, TensorProto.DataType type, ByteString raw, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(raw);
    for (long size : shape) {
      tensor.addDims(size);
    }
    return tensor.build();
  }
}
