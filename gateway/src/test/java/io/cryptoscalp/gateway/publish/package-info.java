/** Tests of the package of the same name. */
@NullMarked
package io.cryptoscalp.gateway.publish;

import org.jspecify.annotations.NullMarked;
