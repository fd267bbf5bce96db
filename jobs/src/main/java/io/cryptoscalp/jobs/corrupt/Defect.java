package io.cryptoscalp.jobs.corrupt;

/**
 * A defect in a corrupted file, as the manifest tells it.
 *
 * @param file path below the corrupted folder, with slashes
 * @param line first line concerned in the corrupted file, from 1; of a missing line, the one that
 *     stands where it stood
 * @param lastLine last line concerned
 * @param kind what was planted
 * @param stream stream concerned
 * @param detail what stood there and what stands there now
 */
public record Defect(
    String file, long line, long lastLine, DefectKind kind, String stream, String detail) {}
