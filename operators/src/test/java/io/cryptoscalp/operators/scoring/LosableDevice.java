package io.cryptoscalp.operators.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.scoring.DeviceSessions;
import io.cryptoscalp.models.scoring.GraphSession;
import io.cryptoscalp.models.scoring.ProviderChoice;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A device that is the CPU in truth, until it is lost. */
final class LosableDevice implements DeviceSessions {
  private static final long serialVersionUID = 1L;

  final AtomicBoolean lost = new AtomicBoolean();

  @Override
  public String problem(ProviderChoice choice) {
    return "";
  }

  @Override
  public boolean hasKernels(byte[] onnx) {
    return true;
  }

  @Override
  public GraphSession open(byte[] onnx, ProviderChoice choice) throws OrtException {
    GraphSession session = GraphSession.onCpu(onnx);
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
        if (lost.get()) {
          throw new OrtException("device lost");
        }
        session.run(inputs, outputs, options);
      }

      @Override
      public void close() throws OrtException {
        session.close();
      }
    };
  }
}
