/**
 * The model zoo: what every package below shares, coded errors and digests. Training, export,
 * registry and scoring have packages of their own. No Flink types.
 */
@NullMarked
package io.cryptoscalp.models;

import org.jspecify.annotations.NullMarked;
