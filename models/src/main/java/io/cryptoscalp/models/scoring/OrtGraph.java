package io.cryptoscalp.models.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A graph in ONNX Runtime. One thread and no spinning: the calling thread does the work. */
final class OrtGraph implements GraphSession {
  static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment("cryptoscalp");

  private final OrtSession session;

  private OrtGraph(OrtSession session) {
    this.session = session;
  }

  static OrtGraph onCpu(byte[] onnx) throws OrtException {
    try (OrtSession.SessionOptions options = options()) {
      return new OrtGraph(ENVIRONMENT.createSession(onnx, options));
    }
  }

  /** Nodes for which the provider has no kernel stay on the CPU. */
  static OrtGraph onCuda(byte[] onnx, ProviderChoice choice) throws OrtException {
    try (OrtSession.SessionOptions options = options();
        OrtCUDAProviderOptions cuda = cuda(choice)) {
      options.addCUDA(cuda);
      return new OrtGraph(ENVIRONMENT.createSession(onnx, options));
    }
  }

  /**
   * Whether the provider's library can be loaded at all; says nothing of the device.
   *
   * @throws OrtException when it cannot
   */
  static void loadCuda(ProviderChoice choice) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtCUDAProviderOptions cuda = cuda(choice)) {
      options.addCUDA(cuda);
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.addConfigEntry("session.inter_op.allow_spinning", "0");
    options.setDeterministicCompute(true);
    options.setCPUArenaAllocator(false); // small fixed shapes: an arena would only hoard memory
    return options;
  }

  private static OrtCUDAProviderOptions cuda(ProviderChoice choice) throws OrtException {
    OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(choice.device());
    cuda.add("gpu_mem_limit", Long.toString(choice.memoryBytes()));
    // the usual doubling would reach the limit with a tenth of it in use
    cuda.add("arena_extend_strategy", "kSameAsRequested");
    // ten bits of mantissa are not what the golden answers were computed with
    cuda.add("use_tf32", "0");
    // the other choices time kernels and keep the fastest, which differs from start to start
    cuda.add("cudnn_conv_algo_search", choice.deterministic() ? "DEFAULT" : "HEURISTIC");
    return cuda;
  }

  @Override
  public Map<String, NodeInfo> inputs() throws OrtException {
    return session.getInputInfo();
  }

  @Override
  public Map<String, NodeInfo> outputs() throws OrtException {
    return session.getOutputInfo();
  }

  @Override
  public Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  @Override
  public void run(
      Map<String, OnnxTensor> inputs,
      Map<String, OnnxTensor> outputs,
      OrtSession.@Nullable RunOptions options)
      throws OrtException {
    // pinned outputs are not owned by the result: closing it frees the result alone
    if (options == null) {
      session.run(inputs, outputs).close();
    } else {
      session.run(inputs, Set.of(), outputs, options).close();
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
