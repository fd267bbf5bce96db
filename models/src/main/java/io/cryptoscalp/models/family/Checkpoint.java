package io.cryptoscalp.models.family;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.dataset.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kept state of one training run: a file that is replaced at once, so that a run that dies
 * while writing leaves the state before. It begins with the digest of what the run was given and of
 * the state; a state of other data, settings or seed, or a damaged one, is as good as none.
 */
public final class Checkpoint {
  private static final int HEAD = 128; // two SHA-256 digests in hex

  private final @Nullable Path file;
  private final String origin;

  private Checkpoint(@Nullable Path file, String origin) {
    this.file = file;
    this.origin = origin;
  }

  /**
   * Where a run keeps its state.
   *
   * @param family the family's id, names the file
   * @param run whose checkpoint folder it is; without one nothing is kept
   */
  public static Checkpoint of(
      String family, Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run) {
    return run.checkpoints() == null
        ? new Checkpoint(null, "")
        : of(family, train.hash() + "\n" + validation.hash(), settings, run);
  }

  /**
   * Where a run keeps its state.
   *
   * @param family the family's id, names the file
   * @param data digest of what is learnt from
   * @param run whose checkpoint folder it is; without one nothing is kept
   */
  public static Checkpoint of(
      String family, String data, Hyperparameters settings, TrainingRun run) {
    Path folder = run.checkpoints();
    if (folder == null) {
      return new Checkpoint(null, "");
    }
    String text = String.join("\n", family, data, settings.toString(), "" + run.seed());
    String origin = Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    return new Checkpoint(folder.resolve(family + ".checkpoint"), origin);
  }

  /** The state of an equal run that did not end; null when there is none. */
  public byte @Nullable [] read() {
    if (file == null || !Files.isRegularFile(file)) {
      return null;
    }
    try {
      byte[] all = Files.readAllBytes(file);
      if (all.length < HEAD) {
        return null;
      }
      byte[] state = Arrays.copyOfRange(all, HEAD, all.length);
      String head = new String(all, 0, HEAD, StandardCharsets.US_ASCII);
      return head.equals(origin + Sha256.hex(state)) ? state : null;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Keeps a state in place of the one before. */
  public void write(byte[] state) {
    if (file == null) {
      return;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    byte[] head = (origin + Sha256.hex(state)).getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, HEAD + state.length);
    System.arraycopy(state, 0, all, HEAD, state.length);
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(fresh, all);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Forgets the state: the run has ended. */
  public void clear() {
    if (file == null) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static ModelException failed(Path file, IOException cause) {
    return new ModelException(
        "TRAINING_CHECKPOINT_FAILED", "file=" + file + " reason=" + cause.getMessage(), cause);
  }
}
