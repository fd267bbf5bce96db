package io.cryptoscalp.engine.strategy;

import java.util.List;

/** Makes strategies that can be run by name. */
public interface NamedProvider {
  /** Name that users write: small letters, digits and hyphens. */
  String id();

  /** What it does, one line. */
  String title();

  /** Its parameters. */
  List<StrategyParameter> parameters();
}
