/** Tests of the package of the same name. */
@NullMarked
package io.cryptoscalp.gateway.replay;

import org.jspecify.annotations.NullMarked;
