package io.cryptoscalp.models.scoring;

import ai.onnxruntime.OrtException;
import java.io.Serializable;

/**
 * Opens graphs on a device. Equal objects share their sessions within a process. Whoever scores
 * keeps a session on the CPU in reserve, so that nothing here needs to succeed.
 */
public interface DeviceSessions extends Serializable {
  /**
   * Why this process cannot use the device at all, as {@code CODE: detail}; empty when it may try.
   */
  String problem(ProviderChoice choice);

  /** Whether the device has kernels for the work of a graph; false leaves it on the CPU. */
  boolean hasKernels(byte[] onnx);

  /**
   * Opens a graph.
   *
   * @throws OrtException when the device does not take it
   */
  GraphSession open(byte[] onnx, ProviderChoice choice) throws OrtException;
}
