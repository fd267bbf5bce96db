/**
 * Models that can leave Java, and their writers to ONNX. Nothing here loads or runs an ONNX file.
 */
@NullMarked
package io.cryptoscalp.models.onnx;

import org.jspecify.annotations.NullMarked;
