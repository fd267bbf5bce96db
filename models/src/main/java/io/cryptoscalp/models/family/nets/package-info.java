/**
 * Networks over sequences, trained with PyTorch through the Deep Java Library: LSTM, GRU, causal
 * convolutions and a Transformer encoder, their trainer and their writers to ONNX. Weights live in
 * Java; the native library only computes outputs and gradients. Nothing here runs in a stream.
 */
@NullMarked
package io.cryptoscalp.models.family.nets;

import org.jspecify.annotations.NullMarked;
