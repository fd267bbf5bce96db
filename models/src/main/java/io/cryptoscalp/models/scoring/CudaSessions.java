package io.cryptoscalp.models.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Sessions with the CUDA provider of ONNX Runtime, which only the artifact {@code onnxruntime_gpu}
 * carries and which needs the libraries of CUDA 12, cuDNN 9 for networks, and a driver.
 */
public record CudaSessions() implements DeviceSessions {
  private static final long serialVersionUID = 1L;

  /** Operators of trees and the like, of which the provider implements none. */
  private static final String ML_DOMAIN = "ai.onnx.ml";

  /** By device; loading a library again would not go better. */
  private static final ConcurrentMap<Integer, String> PROBLEMS = new ConcurrentHashMap<>();

  @Override
  public String problem(ProviderChoice choice) {
    return PROBLEMS.computeIfAbsent(choice.device(), device -> look(choice));
  }

  private static String look(ProviderChoice choice) {
    var available = OrtEnvironment.getAvailableProviders();
    if (!available.contains(OrtProvider.CUDA)) {
      return "PROVIDER_MISSING: provider=CUDA available=" + available;
    }
    try {
      OrtGraph.loadCuda(choice);
      return "";
    } catch (OrtException e) {
      return "PROVIDER_UNLOADABLE: provider=CUDA reason=" + oneLine(e);
    }
  }

  static String oneLine(Throwable e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").trim();
  }

  @Override
  public boolean hasKernels(byte[] onnx) {
    return !OpsetImports.of(onnx).contains(ML_DOMAIN);
  }

  @Override
  public GraphSession open(byte[] onnx, ProviderChoice choice) throws OrtException {
    return OrtGraph.onCuda(onnx, choice);
  }
}
