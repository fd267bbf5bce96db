/**
 * The stage beside the path of orders that takes decisions apart and keeps what their models were
 * given. How a model is explained lives in the models module; what is decided, upstream.
 */
@NullMarked
package io.cryptoscalp.operators.explain;

import org.jspecify.annotations.NullMarked;
