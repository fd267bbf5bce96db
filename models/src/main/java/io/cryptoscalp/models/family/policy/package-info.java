/**
 * Policies learnt by reinforcement: the environment, built on the engine's paper execution and
 * portfolio, the three ways of learning, and their files. Directions learnt from labels live in the
 * other families.
 */
@NullMarked
package io.cryptoscalp.models.family.policy;

import org.jspecify.annotations.NullMarked;
