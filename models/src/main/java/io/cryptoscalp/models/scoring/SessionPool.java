package io.cryptoscalp.models.scoring;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.registry.ModelFolder;
import java.util.HashMap;
import java.util.Map;

/**
 * The open ONNX sessions of this process, one a model file (by digest), counted by user; the last
 * user closes. Loading holds the lock: models load one after another, scoring never waits here.
 */
final class SessionPool {
  private static final Map<String, Shared> OPEN = new HashMap<>();

  private SessionPool() {}

  /** A session and its number of users. */
  static final class Shared {
    final OnnxModel model;
    final String digest;
    private int users;

    private Shared(OnnxModel model, String digest) {
      this.model = model;
      this.digest = digest;
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
    synchronized (OPEN) {
      Shared shared = OPEN.get(digest);
      if (shared == null) {
        shared = new Shared(OnnxModel.load(onnx), digest);
        OPEN.put(digest, shared);
      }
      shared.users++;
      return shared;
    }
  }

  static void release(Shared shared) {
    synchronized (OPEN) {
      shared.users--;
      if (shared.users == 0) {
        OPEN.remove(shared.digest);
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
      Shared shared = OPEN.get(digest);
      return shared == null ? 0 : shared.users;
    }
  }
}
