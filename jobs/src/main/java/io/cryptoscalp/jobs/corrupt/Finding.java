package io.cryptoscalp.jobs.corrupt;

/**
 * Something that feed or data quality said of a line.
 *
 * @param file path below the folder
 * @param line line at which it was said, from 1
 * @param receiveNs when that line was received, ns since the epoch
 * @param code letter or fault
 * @param detail its evidence
 */
public record Finding(String file, long line, long receiveNs, String code, String detail) {}
