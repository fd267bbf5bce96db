package io.cryptoscalp.engine.features;

/**
 * One entry of the feature catalogue.
 *
 * @param id stable id, unique; renaming one makes another feature set
 * @param family the group it is computed in
 * @param definition formula or rule in words
 * @param unit unit of the value
 * @param min smallest value it can take, negative infinity when unbounded
 * @param max largest value it can take, infinity when unbounded
 * @param warmUp what must have been seen before it is valid
 * @param source paper, book or library that defines it
 */
public record FeatureDefinition(
    String id,
    String family,
    String definition,
    String unit,
    double min,
    double max,
    String warmUp,
    String source) {}
