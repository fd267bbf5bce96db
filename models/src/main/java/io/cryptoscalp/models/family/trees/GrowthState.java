package io.cryptoscalp.models.family.trees;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How far a run has come.
 *
 * @param model the booster's bytes
 * @param trainLoss after each round
 * @param validationLoss after each round
 */
record GrowthState(byte[] model, double[] trainLoss, double[] validationLoss) {

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(trainLoss.length);
      for (int i = 0; i < trainLoss.length; i++) {
        out.writeDouble(trainLoss[i]);
        out.writeDouble(validationLoss[i]);
      }
      out.write(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  static GrowthState fromBytes(byte[] bytes) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      double[] train = new double[in.readInt()];
      double[] validation = new double[train.length];
      for (int i = 0; i < train.length; i++) {
        train[i] = in.readDouble();
        validation[i] = in.readDouble();
      }
      return new GrowthState(in.readAllBytes(), train, validation);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // its digest was right
    }
  }
}
