package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.ModelException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where a training run stands after an epoch: all that the next epoch depends on. */
public final class TrainingState {
  final Weights weights;
  final Weights best;
  final Adam adam;
  int epoch;
  int bestEpoch;
  double bestLoss = Double.POSITIVE_INFINITY;
  double trainLoss = Double.NaN;

  /** At the beginning of a run. */
  public TrainingState(Weights weights, Adam adam) {
    this.weights = weights;
    this.best = weights.copy();
    this.adam = adam;
  }

  /** Notes an epoch's outcome. */
  public void ended(double trainLoss, double validationLoss) {
    epoch++;
    this.trainLoss = trainLoss;
    if (validationLoss < bestLoss) {
      bestLoss = validationLoss;
      bestEpoch = epoch;
      best.assign(weights);
    }
  }

  /** Epochs that are over. */
  public int epoch() {
    return epoch;
  }

  /** The epoch of the lowest validation loss, from 1; 0 before the first. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** The lowest validation loss. */
  public double bestLoss() {
    return bestLoss;
  }

  /** The weights of that epoch. */
  public Weights best() {
    return best;
  }

  /** All of it, for {@link #restore}. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream to = new DataOutputStream(bytes)) {
      write(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  /** Takes over what another run of the same settings and data had written. */
  public void restore(byte[] bytes) {
    try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(bytes))) {
      read(from);
    } catch (IOException e) {
      throw new ModelException("TRAINING_CHECKPOINT_FAILED", "reason=" + e.getMessage(), e);
    }
  }

  private void write(DataOutputStream to) throws IOException {
    to.writeInt(epoch);
    to.writeInt(bestEpoch);
    to.writeDouble(bestLoss);
    to.writeDouble(trainLoss);
    weights.write(to);
    best.write(to);
    adam.write(to);
  }

  private void read(DataInputStream from) throws IOException {
    epoch = from.readInt();
    bestEpoch = from.readInt();
    bestLoss = from.readDouble();
    trainLoss = from.readDouble();
    weights.read(from);
    best.read(from);
    adam.read(from);
  }
}
