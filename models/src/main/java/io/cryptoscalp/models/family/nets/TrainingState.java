package io.cryptoscalp.models.family.nets;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Where a training run stands after an epoch: all that the next epoch depends on. */
final class TrainingState {
  final Weights weights;
  final Weights best;
  final Adam adam;
  int epoch;
  int bestEpoch;
  double bestLoss = Double.POSITIVE_INFINITY;
  double trainLoss = Double.NaN;

  TrainingState(Weights weights, Adam adam) {
    this.weights = weights;
    this.best = weights.copy();
    this.adam = adam;
  }

  /** Notes an epoch's outcome. */
  void ended(double trainLoss, double validationLoss) {
    epoch++;
    this.trainLoss = trainLoss;
    if (validationLoss < bestLoss) {
      bestLoss = validationLoss;
      bestEpoch = epoch;
      best.assign(weights);
    }
  }

  void write(DataOutputStream to) throws IOException {
    to.writeInt(epoch);
    to.writeInt(bestEpoch);
    to.writeDouble(bestLoss);
    to.writeDouble(trainLoss);
    weights.write(to);
    best.write(to);
    adam.write(to);
  }

  void read(DataInputStream from) throws IOException {
    epoch = from.readInt();
    bestEpoch = from.readInt();
    bestLoss = from.readDouble();
    trainLoss = from.readDouble();
    weights.read(from);
    best.read(from);
    adam.read(from);
  }
}
