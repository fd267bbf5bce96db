package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The file a run can be resumed from, written after every epoch and named after family, settings,
 * seed and data, so that no run ever resumes another. Removed when the run ends well.
 */
final class Checkpoint {
  private static final int VERSION = 1;

  private final @Nullable Path file;

  private Checkpoint(@Nullable Path file) {
    this.file = file;
  }

  /** The file of a run; none where the run keeps no checkpoints. */
  static Checkpoint of(
      String family, Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run) {
    Path folder = run.checkpoints();
    if (folder == null) {
      return new Checkpoint(null);
    }
    MessageDigest digest = Sha256.digest();
    String text =
        String.join(
            "\n",
            family,
            settings.toString(),
            Long.toString(run.seed()),
            train.hash(),
            validation.hash());
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    String name = family + "-" + Sha256.finish(digest).substring(0, 16) + ".ckpt";
    return new Checkpoint(folder.resolve(name));
  }

  /** Reads an earlier run's state; false where there is none. */
  boolean read(TrainingState state) {
    if (file == null || !Files.exists(file)) {
      return false;
    }
    try (DataInputStream from =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int version = from.readInt();
      if (version != VERSION) {
        throw new IOException("version " + version);
      }
      state.read(from);
      return true;
    } catch (IOException e) {
      throw new ModelException(
          "CHECKPOINT_UNREADABLE", "file=" + file + " reason=" + e.getMessage(), e);
    }
  }

  /** Replaces the file in one step, so that a crash leaves the old one or the new one. */
  void write(TrainingState state) {
    if (file == null) {
      return;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.createDirectories(file.getParent());
      try (DataOutputStream to =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
        to.writeInt(VERSION);
        state.write(to);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ModelException(
          "CHECKPOINT_NOT_WRITTEN", "file=" + file + " reason=" + e.getMessage(), e);
    }
  }

  /** The run is over. */
  void remove() {
    if (file == null) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ModelException(
          "CHECKPOINT_NOT_WRITTEN", "file=" + file + " reason=" + e.getMessage(), e);
    }
  }
}
