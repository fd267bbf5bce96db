/**
 * Running ONNX models inside a worker process: validation before use, shared sessions, pinned
 * buffers. No Flink types, no training.
 */
@NullMarked
package io.cryptoscalp.models.scoring;

import org.jspecify.annotations.NullMarked;
