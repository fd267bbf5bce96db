package io.cryptoscalp.models.dataset;

/**
 * A dataset and what is to be known of it.
 *
 * @param dataset the examples
 * @param card its card
 */
public record DatasetBuild(Dataset dataset, DatasetCard card) {}
