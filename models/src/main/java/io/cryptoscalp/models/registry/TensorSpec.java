package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.util.List;

/**
 * An input or output of a model file as its card tells it.
 *
 * @param name name in the graph
 * @param type element type, {@code float32}, {@code int64}
 * @param shape sizes by dimension; -1 stands for any, as the batch is
 */
public record TensorSpec(String name, String type, List<Long> shape) {
  /** Size of a dimension that the caller chooses. */
  public static final long ANY = -1;

  /** Copies the shape; sizes are -1 or at least 1. */
  public TensorSpec {
    if (name == null || name.isBlank() || type == null || shape == null) {
      throw new ModelException(
          "MODEL_CARD_INVALID", "tensor=" + name + " type=" + type + " shape=" + shape);
    }
    shape = List.copyOf(shape);
    for (long size : shape) {
      if (size != ANY && size < 1) {
        throw new ModelException("MODEL_CARD_INVALID", "tensor=" + name + " shape=" + shape);
      }
    }
  }

  /** Single precision of a shape. */
  public static TensorSpec float32(String name, long... shape) {
    return new TensorSpec(name, "float32", java.util.Arrays.stream(shape).boxed().toList());
  }

  @Override
  public String toString() {
    return type + " " + name + shape;
  }
}
