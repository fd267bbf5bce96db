package io.cryptoscalp.models.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A device that is the CPU in truth, counts what it does and fails when told. What it writes before
 * it fails is rubbish, as that of a device may be.
 */
final class LentDevice implements DeviceSessions {
  private static final long serialVersionUID = 1L;

  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger runs = new AtomicInteger();

  /** Number of the run, from 1, from which on every run fails. */
  volatile int failsFrom = Integer.MAX_VALUE;

  String problem = "";
  boolean refuses;
  boolean failsToClose;

  /** What it opens in place of the file it is given; null for that file. */
  byte @Nullable [] another;

  @Override
  public String problem(ProviderChoice choice) {
    return problem;
  }

  @Override
  public boolean hasKernels(byte[] onnx) {
    return new CudaSessions().hasKernels(onnx);
  }

  @Override
  public GraphSession open(byte[] onnx, ProviderChoice choice) throws OrtException {
    if (refuses) {
      throw new OrtException("out of\nmemory");
    }
    opened.incrementAndGet();
    GraphSession session = GraphSession.onCpu(another == null ? onnx : another);
    return new GraphSession() {
      @Override
      public Map<String, NodeInfo> inputs() throws OrtException {
        return session.inputs();
      }

      @Override
      public Map<String, NodeInfo> outputs() throws OrtException {
        return session.outputs();
      }

      @Override
      public Map<String, String> metadata() throws OrtException {
        return session.metadata();
      }

      @Override
      public void run(
          Map<String, OnnxTensor> inputs,
          Map<String, OnnxTensor> outputs,
          OrtSession.@Nullable RunOptions options)
          throws OrtException {
        if (runs.incrementAndGet() >= failsFrom) {
          outputs.values().forEach(LentDevice::spoil);
          throw new OrtException("device lost");
        }
        session.run(inputs, outputs, options);
      }

      @Override
      public void close() throws OrtException {
        closed.incrementAndGet();
        session.close();
        if (failsToClose) {
          throw new OrtException("device lost");
        }
      }
    };
  }

  private static void spoil(OnnxTensor tensor) {
    tensor
        .getBufferRef()
        .ifPresent(memory -> ((java.nio.FloatBuffer) memory).duplicate().put(0, 0.123f));
  }
}
