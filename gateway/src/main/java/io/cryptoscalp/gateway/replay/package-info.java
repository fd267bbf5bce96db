/**
 * Recorded messages read back: file formats, receive-time order over files, and resumption.
 *
 * <p>Payloads pass through byte for byte; nothing here decodes or repairs them.
 */
@NullMarked
package io.cryptoscalp.gateway.replay;

import org.jspecify.annotations.NullMarked;
