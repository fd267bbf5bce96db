/**
 * Families of models: what can be trained, with which settings, and what every trained model can
 * do. How a family learns lives in its own package below; scoring in the stream, the registry and
 * data sets live elsewhere.
 */
@NullMarked
package io.cryptoscalp.models.family;

import org.jspecify.annotations.NullMarked;
