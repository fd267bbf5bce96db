package io.cryptoscalp.models.scoring;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.GoldenVectors;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of one handle on a device, as long as it has one. The handle's model is open and
 * checked on the CPU already, so that giving the place up needs nothing that could fail: the rows
 * stay in the handle's buffers, which go on with the other session.
 */
final class DeviceSeat {
  /** How far a golden answer of a device may lie from the registered one, in probability. */
  static final double TOLERANCE = 1e-4;

  private static final Logger LOG = LoggerFactory.getLogger(DeviceSeat.class);
  private static final int WARM_UP_RUNS = 50;

  /** What was logged, so that many tasks and models do not repeat it. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private final SessionPool.Shared cpu;
  private SessionPool.@Nullable Shared device;
  private boolean rowByRow;
  private String fallback = "";
  private boolean told = true;

  private DeviceSeat(SessionPool.Shared cpu) {
    this.cpu = cpu;
  }

  /**
   * Takes a place where one is wanted and to be had; the buffers use it from then on.
   *
   * @param onnx the model's file
   * @param cpu the same model on the CPU
   * @param buffers the handle's own, in use with the CPU
   */
  static DeviceSeat take(
      byte[] onnx,
      SessionPool.Shared cpu,
      OnnxBuffers buffers,
      GoldenVectors golden,
      SessionSettings settings) {
    DeviceSeat seat = new DeviceSeat(cpu);
    if (settings.provider().wantsDevice()) {
      seat.sit(onnx, buffers, golden, settings);
    }
    return seat;
  }

  private void sit(
      byte[] onnx, OnnxBuffers buffers, GoldenVectors golden, SessionSettings settings) {
    ProviderChoice choice = settings.provider();
    DeviceSessions devices = settings.devices();
    String problem = devices.problem(choice);
    if (!problem.isEmpty()) {
      if (choice.insists()) {
        fallBack(problem, problem);
      } else if (SAID.add(problem)) {
        LOG.info("models run on the CPU: {}", problem);
      }
      return;
    }
    if (!devices.hasKernels(onnx)) {
      if (SAID.add("PROVIDER_NO_KERNELS" + cpu.digest)) {
        LOG.info("model runs on the CPU: PROVIDER_NO_KERNELS: sha256={}", cpu.digest);
      }
      return;
    }
    try {
      device = SessionPool.acquire(onnx, cpu.digest, choice, devices);
    } catch (ModelException e) {
      fallBack(String.valueOf(e.getMessage()), "session" + cpu.digest);
      return;
    }
    try {
      prove(device.model, buffers, golden, choice);
    } catch (RuntimeException e) { // whatever it is, the CPU can do without
      leave(buffers, "PROVIDER_WARM_UP_FAILED", e);
    }
  }

  private void prove(
      OnnxModel model, OnnxBuffers buffers, GoldenVectors golden, ProviderChoice choice) {
    buffers.use(model);
    long limitNs = buffers.limitNs();
    buffers.limit(0); // the first run loads kernels, which takes seconds once
    try {
      buffers.put(0, golden.inputs()[0]);
      buffers.run(1);
    } finally {
      buffers.limit(limitNs);
    }
    golden.check(OnnxModel.score(buffers, golden.inputs()), TOLERANCE);
    rowByRow = choice.deterministic() && !BatchProbe.batchSizesAgree(buffers, golden.inputs());
    for (int run = 0; run < WARM_UP_RUNS; run++) {
      buffers.put(0, golden.inputs()[run % golden.inputs().length]);
      buffers.run(1);
    }
  }

  boolean isTaken() {
    return device != null;
  }

  Provider provider() {
    return device == null ? Provider.CPU : Provider.CUDA;
  }

  /** Whether rows are to run one at a time on the device. */
  boolean rowByRow() {
    return rowByRow;
  }

  /** Lets the buffers use the CPU for a while. */
  void stepAside(OnnxBuffers buffers) {
    buffers.use(cpu.model);
  }

  /** Lets them use the device again. */
  void stepBack(OnnxBuffers buffers) {
    if (device != null) {
      buffers.use(device.model);
    }
  }

  /** Gives the place up for good because the device failed; the CPU answers from now on. */
  void leave(OnnxBuffers buffers, String code, RuntimeException cause) {
    buffers.use(cpu.model);
    close();
    String reason = CudaSessions.oneLine(cause);
    fallBack(code + ": " + reason, code + cpu.digest);
  }

  private void fallBack(String reason, String once) {
    fallback = reason;
    told = false;
    if (SAID.add(once)) {
      LOG.warn("model falls back to the CPU: {} sha256={}", reason, cpu.digest);
    }
  }

  /** Why the CPU runs a model that a device was to run, as {@code CODE: detail}; empty if not. */
  String fallback() {
    return fallback;
  }

  /** The same, once; empty from then on until it happens again. */
  String news() {
    String news = told ? "" : fallback;
    told = true;
    return news;
  }

  /** Gives the place up; a device that fails even at that is no reason to fail. */
  void close() {
    SessionPool.Shared was = device;
    device = null;
    if (was == null) {
      return;
    }
    try {
      SessionPool.release(was);
    } catch (ModelException e) {
      LOG.warn("session on a device did not close: {}", CudaSessions.oneLine(e));
    }
  }
}
