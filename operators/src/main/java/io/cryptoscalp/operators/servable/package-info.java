/**
 * Scalers, ONNX models and pipelines of the two behind Flink ML's servable interface, with their
 * saved form. The arithmetic is the engine's and ONNX Runtime's; nothing is computed here, and no
 * cluster is needed.
 */
@NullMarked
package io.cryptoscalp.operators.servable;

import org.jspecify.annotations.NullMarked;
