package io.cryptoscalp.engine.features.graph;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Functions of the newest values of other nodes, without state. */
final class Mapped {
  private Mapped() {}

  static final class One extends Node {
    private final Node a;
    private final DoubleUnaryOperator function;

    One(Node a, DoubleUnaryOperator function) {
      this.a = a;
      this.function = function;
    }

    @Override
    protected double update() {
      return a.isValid() ? function.applyAsDouble(a.value()) : Double.NaN;
    }
  }

  static final class Two extends Node {
    private final Node a;
    private final Node b;
    private final DoubleBinaryOperator function;

    Two(Node a, Node b, DoubleBinaryOperator function) {
      this.a = a;
      this.b = b;
      this.function = function;
    }

    @Override
    protected double update() {
      return a.isValid() && b.isValid() ? function.applyAsDouble(a.value(), b.value()) : Double.NaN;
    }
  }

  static final class Three extends Node {
    private final Node a;
    private final Node b;
    private final Node c;
    private final TernaryFunction function;

    Three(Node a, Node b, Node c, TernaryFunction function) {
      this.a = a;
      this.b = b;
      this.c = c;
      this.function = function;
    }

    @Override
    protected double update() {
      return a.isValid() && b.isValid() && c.isValid()
          ? function.apply(a.value(), b.value(), c.value())
          : Double.NaN;
    }
  }
}
