package io.cryptoscalp.engine.features.catalogue;

/**
 * One entry of the feature catalogue.
 *
 * @param id stable id, unique; renaming one makes another feature set
 * @param family the group it is computed in
 * @param timeframe what it is renewed by: {@code tick} or the bars' short name ({@code 1m}, {@code
 *     volume}, {@code imbalance})
 * @param definition formula or rule in words
 * @param unit unit of the value
 * @param min smallest value it can take, negative infinity when unbounded
 * @param max largest value it can take, infinity when unbounded
 * @param warmUp what must have been seen before it is valid
 * @param warmUpBars bars of its timeframe after which it is valid at the earliest, the newest
 *     included; 0 where it does not count bars
 * @param inputs what it is computed from, separated by commas and blanks
 * @param source paper, book or library that defines it
 */
public record FeatureDefinition(
    String id,
    String family,
    String timeframe,
    String definition,
    String unit,
    double min,
    double max,
    String warmUp,
    int warmUpBars,
    String inputs,
    String source) {}
