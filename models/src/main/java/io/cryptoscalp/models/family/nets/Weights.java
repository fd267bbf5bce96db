package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a network has learnt: named tensors of single precision, in order of adding. */
public final class Weights {
  /**
   * One tensor.
   *
   * @param name unique in the network
   * @param shape sizes
   * @param values in row-major order; changed in place by the optimiser
   * @param decays true of matrices and filters, which weight decay draws to zero
   */
  public record Tensor(String name, long[] shape, float[] values, boolean decays) {}

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Adds a tensor drawn evenly from -bound to bound. */
  public void uniform(String name, Random random, double bound, long... shape) {
    float[] values = new float[Math.toIntExact(new Shape(shape).size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    tensors.put(name, new Tensor(name, shape, values, shape.length > 1));
  }

  /** Adds a tensor of one value. */
  public void constant(String name, float value, long... shape) {
    float[] values = new float[Math.toIntExact(new Shape(shape).size())];
    java.util.Arrays.fill(values, value);
    tensors.put(name, new Tensor(name, shape, values, false));
  }

  /** A dense layer, {@code name.weight} [out, in] and {@code name.bias} [out], as PyTorch draws. */
  public void dense(String name, Random random, int in, int out) {
    double bound = 1 / Math.sqrt(in);
    uniform(name + ".weight", random, bound, out, in);
    uniform(name + ".bias", random, bound, out);
  }

  /** Gain 1 and shift 0 of a layer normalisation, {@code name.gain} and {@code name.shift}. */
  void norm(String name, int width) {
    constant(name + ".gain", 1, width);
    constant(name + ".shift", 0, width);
  }

  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return tensor;
  }

  /** The values of a tensor; not to be modified. */
  public float[] values(String name) {
    return get(name).values();
  }

  List<Tensor> all() {
    return new ArrayList<>(tensors.values());
  }

  /** Numbers learnt. */
  int count() {
    int count = 0;
    for (Tensor tensor : tensors.values()) {
      count += tensor.values().length;
    }
    return count;
  }

  /** Takes over the values of weights of the same network. */
  public void assign(Weights from) {
    for (Tensor tensor : tensors.values()) {
      float[] values = from.values(tensor.name());
      System.arraycopy(values, 0, tensor.values(), 0, values.length);
    }
  }

  public Weights copy() {
    Weights copy = new Weights();
    for (Tensor tensor : tensors.values()) {
      copy.tensors.put(
          tensor.name(),
          new Tensor(tensor.name(), tensor.shape(), tensor.values().clone(), tensor.decays()));
    }
    return copy;
  }

  public void write(DataOutputStream to) throws IOException {
    for (Tensor tensor : tensors.values()) {
      writeFloats(to, tensor.values());
    }
  }

  /** Reads values of the same network over these. */
  public void read(DataInputStream from) throws IOException {
    for (Tensor tensor : tensors.values()) {
      readFloats(from, tensor.values());
    }
  }

  public static void writeFloats(DataOutputStream to, float[] values) throws IOException {
    to.writeInt(values.length);
    for (float value : values) {
      to.writeFloat(value);
    }
  }

  public static void readFloats(DataInputStream from, float[] values) throws IOException {
    int count = from.readInt();
    if (count != values.length) {
      throw new IOException("expected " + values.length + " numbers, found " + count);
    }
    for (int i = 0; i < count; i++) {
      values[i] = from.readFloat();
    }
  }

  /**
   * Puts the weights where the engine can use them.
   *
   * @param manager owns the arrays
   * @param learning true when gradients are to be taken
   */
  public Placed place(NDManager manager, boolean learning) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Tensor tensor : tensors.values()) {
      NDArray array = Torch.array(manager, tensor.values(), new Shape(tensor.shape()));
      if (learning) {
        array.setRequiresGradient(true);
      }
      arrays.put(tensor.name(), array);
    }
    return new Placed(manager, arrays);
  }

  /** Weights in the engine's memory. */
  public record Placed(NDManager manager, Map<String, NDArray> arrays) {
    public NDArray get(String name) {
      NDArray array = arrays.get(name);
      if (array == null) {
        throw new IllegalArgumentException("no tensor " + name);
      }
      return array;
    }

    /** {@code x W' + b} of a dense layer. */
    public NDArray dense(String name, NDArray x) {
      return x.matMul(get(name + ".weight").transpose()).add(get(name + ".bias"));
    }
  }
}
