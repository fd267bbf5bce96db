package io.cryptoscalp.engine.features.graph;

/**
 * One node relative to another, in basis points. Most features end in one of these: as classes they
 * cost one dynamic call, as functions handed to {@link Mapped} two.
 */
final class Relative {
  private Relative() {}

  /** 1e4 (a - b) / b. */
  static final class Distance extends Node {
    private final Node a;
    private final Node b;

    Distance(Node a, Node b) {
      this.a = a;
      this.b = b;
    }

    @Override
    protected double update() {
      // NaN where either is not valid.
      return (a.value() - b.value()) / b.value() * 1e4;
    }
  }

  /** 1e4 a / b. */
  static final class Bps extends Node {
    private final Node a;
    private final Node b;

    Bps(Node a, Node b) {
      this.a = a;
      this.b = b;
    }

    @Override
    protected double update() {
      return a.value() / b.value() * 1e4;
    }
  }
}
