/**
 * Why a model answered as it did: contributions of features that add up to its log odds. Exact
 * methods for trees and linear models; nothing here trains or stores.
 */
@NullMarked
package io.cryptoscalp.models.explain;

import org.jspecify.annotations.NullMarked;
