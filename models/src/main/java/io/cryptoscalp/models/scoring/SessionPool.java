package io.cryptoscalp.models.scoring;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.registry.ModelFolder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The open ONNX sessions of this process, one a model file (by digest) and place where it runs,
 * counted by user; the last user closes. Loading holds the lock: models load one after another,
 * scoring never waits here.
 */
final class SessionPool {
  private static final Map<Key, Shared> OPEN = new HashMap<>();

  private SessionPool() {}

  /** Which file, and where; the CPU has neither choice nor devices. */
  private record Key(
      String digest, @Nullable ProviderChoice choice, @Nullable DeviceSessions devices) {}

  /** A session and its number of users. */
  static final class Shared {
    final OnnxModel model;
    final String digest;
    private final Key key;
    private int users;

    private Shared(OnnxModel model, Key key) {
      this.model = model;
      this.digest = key.digest;
      this.key = key;
    }
  }

  /**
   * Opens the file of a folder, or joins those who have it open. The file is read and hashed either
   * way, so that a damaged copy is refused on every worker.
   */
  static Shared acquire(ModelFolder folder, String sha256) {
    return acquire(folder.onnx(), folder.path().toString(), sha256);
  }

  /**
   * As above, of a file that was read.
   *
   * @param name what messages call it
   */
  static Shared acquire(byte[] onnx, String name, String sha256) {
    String digest = Sha256.hex(onnx);
    if (!digest.equals(sha256)) {
      throw new ModelException(
          "MODEL_CHECKSUM_MISMATCH", "file=" + name + " expected=" + sha256 + " got=" + digest);
    }
    return acquire(new Key(digest, null, null), () -> OnnxModel.load(onnx));
  }

  /**
   * Opens a file on a device, or joins those who have it open there.
   *
   * @throws ModelException {@code PROVIDER_SESSION_FAILED} and those of {@link OnnxModel#load}
   */
  static Shared acquire(byte[] onnx, String digest, ProviderChoice choice, DeviceSessions devices) {
    Key key = new Key(digest, choice, devices);
    return acquire(key, () -> OnnxModel.load(onnx, choice, devices));
  }

  private static Shared acquire(Key key, Supplier<OnnxModel> load) {
    synchronized (OPEN) {
      Shared shared = OPEN.get(key);
      if (shared == null) {
        shared = new Shared(load.get(), key);
        OPEN.put(key, shared);
      }
      shared.users++;
      return shared;
    }
  }

  static void release(Shared shared) {
    synchronized (OPEN) {
      shared.users--;
      if (shared.users == 0) {
        OPEN.remove(shared.key);
        shared.model.close();
      }
    }
  }

  static int openSessions() {
    synchronized (OPEN) {
      return OPEN.size();
    }
  }

  static int users(String digest) {
    synchronized (OPEN) {
      Shared shared = OPEN.get(new Key(digest, null, null));
      return shared == null ? 0 : shared.users;
    }
  }
}
