package io.cryptoscalp.operators.results;

/**
 * One column of a result table; the JSON field has the same name.
 *
 * @param name name
 * @param type type
 */
public record Column(String name, ColumnType type) {}
