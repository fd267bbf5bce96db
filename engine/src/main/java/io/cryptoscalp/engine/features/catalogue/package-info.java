/**
 * What a feature is and how a family declares its features. No computation, no list of the families
 * themselves.
 */
@NullMarked
package io.cryptoscalp.engine.features.catalogue;

import org.jspecify.annotations.NullMarked;
