package io.cryptoscalp.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cryptoscalp.models.ModelException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Reads a model file apart and puts a changed one together. */
final class OnnxFile {
  /** Metadata key of the precision that a variant stores its weights in. */
  static final String PRECISION = "cryptoscalp.precision";

  /** Operators of ONNX Runtime's own. */
  static final String MICROSOFT = "com.microsoft";

  private static final int LEAST_WEIGHTS = 256; // an answering layer keeps its precision

  private OnnxFile() {}

  static ModelProto parse(byte[] onnx) {
    try {
      return ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(
          "MODEL_UNREADABLE", "bytes=" + onnx.length + " reason=" + e.getMessage(), e);
    }
  }

  /** Values of a tensor worth storing smaller: single precision and not tiny; else empty. */
  static float[] weights(TensorProto tensor) {
    if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
      return new float[0];
    }
    FloatBuffer values =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    if (values.remaining() < LEAST_WEIGHTS) {
      return new float[0];
    }
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  /** The file with another graph, which says in its metadata how precise it is. */
  static byte[] with(ModelProto model, GraphProto.Builder graph, String precision) {
    ModelProto.Builder file = model.toBuilder().setGraph(graph);
    boolean known =
        model.getOpsetImportList().stream().anyMatch(set -> set.getDomain().equals(MICROSOFT));
    boolean used =
        graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(MICROSOFT));
    if (used && !known) {
      file.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1));
    }
    file.addMetadataProps(
        StringStringEntryProto.newBuilder().setKey(PRECISION).setValue(precision));
    return file.build().toByteArray();
  }
}
