/**
 * Families of decision trees, all grown by XGBoost: gradient boosting and the random forest. The
 * only package that trains with XGBoost for the families; how trees look as ONNX lives in {@code
 * onnx}.
 */
@NullMarked
package io.cryptoscalp.models.family.trees;

import org.jspecify.annotations.NullMarked;
