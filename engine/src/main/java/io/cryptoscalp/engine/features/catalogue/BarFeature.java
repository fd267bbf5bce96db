package io.cryptoscalp.engine.features.catalogue;

/**
 * A feature on bars and how to compute it.
 *
 * @param definition what it is
 * @param recipe how to build it
 */
public record BarFeature(FeatureDefinition definition, BarRecipe recipe) {}
