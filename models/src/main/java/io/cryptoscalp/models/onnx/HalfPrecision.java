package io.cryptoscalp.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Stores the weights of a model file in IEEE 754 half precision: half the bytes, the same speed.
 * Each is cast to single when the file is loaded, since CPUs compute in single precision; inputs,
 * standardisation and calibration stay as they are. Equal files give equal bytes.
 */
public final class HalfPrecision {
  private static final float LARGEST = 65_504;
  private static final String PRECISION = "fp16";

  private HalfPrecision() {}

  /**
   * The variant of a file.
   *
   * @param onnx a model file as {@link OnnxGraph} writes them
   * @throws io.cryptoscalp.models.ModelException {@code MODEL_UNREADABLE} when it is none
   */
  public static byte[] of(byte[] onnx) {
    ModelProto model = OnnxFile.parse(onnx);
    GraphProto old = model.getGraph();
    GraphProto.Builder graph = old.toBuilder().clearInitializer().clearNode();
    for (TensorProto tensor : old.getInitializerList()) {
      float[] values = OnnxFile.weights(tensor);
      if (values.length == 0 || !fits(values)) {
        graph.addInitializer(tensor);
        continue;
      }
      String stored = tensor.getName() + "_half";
      graph.addInitializer(
          tensor.toBuilder()
              .setName(stored)
              .setDataType(TensorProto.DataType.FLOAT16.getNumber())
              .setRawData(halves(values)));
      graph.addNode(cast(stored, tensor.getName()));
    }
    graph.addAllNode(old.getNodeList());
    return OnnxFile.with(model, graph, PRECISION);
  }

  private static boolean fits(float[] values) {
    for (float value : values) {
      if (!(Math.abs(value) <= LARGEST)) {
        return false;
      }
    }
    return true;
  }

  private static NodeProto cast(String from, String to) {
    return NodeProto.newBuilder()
        .setOpType("Cast")
        .setName("cast_" + from)
        .addInput(from)
        .addOutput(to)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("to")
                .setType(AttributeProto.AttributeType.INT)
                .setI(TensorProto.DataType.FLOAT.getNumber()))
        .build();
  }

  private static ByteString halves(float[] values) {
    ByteBuffer raw = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putShort(half(value));
    }
    return ByteString.copyFrom(raw.flip());
  }

  /** The nearest half, ties to even; magnitudes up to {@value #LARGEST}. */
  static short half(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int exponent = (bits >>> 23 & 0xff) - 127 + 15;
    int mantissa = bits & 0x7fffff;
    if (exponent < -10) {
      return (short) sign; // below half of the least subnormal
    }
    int shift = 13;
    if (exponent <= 0) {
      mantissa |= 0x800000;
      shift += 1 - exponent;
      exponent = 0;
    }
    int kept = (exponent << 10) + (mantissa >>> shift);
    int rest = mantissa & (1 << shift) - 1;
    int tie = 1 << (shift - 1);
    if (rest > tie || (rest == tie && (kept & 1) == 1)) {
      kept++; // a carry runs on into the exponent as it should
    }
    return (short) (sign | kept);
  }

  /** The value of a half. */
  static float single(short half) {
    int exponent = half >>> 10 & 0x1f;
    int mantissa = half & 0x3ff;
    float size =
        exponent == 0
            ? Math.scalb((float) mantissa, -24)
            : Math.scalb((float) (mantissa | 0x400), exponent - 25);
    return half < 0 ? -size : size;
  }
}
