package io.cryptoscalp.models.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A loaded graph as far as scoring needs one: what it reads and answers, and one call that runs it.
 * {@link #run} may be called by several threads at once, each with tensors of its own.
 */
public interface GraphSession extends AutoCloseable {
  /**
   * Opens a graph on the CPU.
   *
   * @throws OrtException when ONNX Runtime cannot load it
   */
  static GraphSession onCpu(byte[] onnx) throws OrtException {
    return OrtGraph.onCpu(onnx);
  }

  /** What the graph reads, by name. */
  Map<String, NodeInfo> inputs() throws OrtException;

  /** What it answers, by name. */
  Map<String, NodeInfo> outputs() throws OrtException;

  /** The file's own metadata. */
  Map<String, String> metadata() throws OrtException;

  /**
   * Runs the graph.
   *
   * @param inputs tensors in host memory
   * @param outputs tensors in host memory that receive the answers
   * @param options by which the run may be broken off; null for none
   * @throws OrtException when the graph, the provider or the device fails; what the outputs then
   *     hold is undefined
   */
  void run(
      Map<String, OnnxTensor> inputs,
      Map<String, OnnxTensor> outputs,
      OrtSession.@Nullable RunOptions options)
      throws OrtException;

  @Override
  void close() throws OrtException;
}
