/**
 * The stage that builds the bars which other instruments' features need and sends their closes to
 * them. The features themselves belong to the engine.
 */
@NullMarked
package io.cryptoscalp.operators.cross;

import org.jspecify.annotations.NullMarked;
