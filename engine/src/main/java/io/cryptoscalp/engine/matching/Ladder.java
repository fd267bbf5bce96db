package io.cryptoscalp.engine.matching;

import java.util.Arrays;

/**
 * Quantities by tick of one side of a book: pages of a plain array, made when first written, and
 * two layers of bits that find the next level that is not empty. The range of ticks is fixed.
 */
final class Ladder {
  /** No level below: lower than every tick. */
  static final int NONE_BELOW = Integer.MIN_VALUE;

  /** No level above: higher than every tick. */
  static final int NONE_ABOVE = Integer.MAX_VALUE;

  private static final int PAGE_BITS = 9;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
  private static final long[] EMPTY = new long[1 << PAGE_BITS];

  private final int base;
  private final int range;
  private final long[][] pages;
  private final long[] words;
  private final long[] summary;

  Ladder(int minTick, int maxTick) {
    long span = (long) maxTick - minTick + 1;
    if (span > 1 << 28) {
      throw new IllegalArgumentException("BOOK_RANGE: ticks=" + span);
    }
    this.base = minTick;
    this.range = (int) span;
    this.pages = new long[(range >> PAGE_BITS) + 1][];
    Arrays.fill(pages, EMPTY);
    this.words = new long[(range >> 6) + 1];
    this.summary = new long[(words.length >> 6) + 1];
  }

  long get(int tick) {
    int at = tick - base;
    return at < 0 || at >= range ? 0 : pages[at >> PAGE_BITS][at & PAGE_MASK];
  }

  /** Sets the quantity of a tick within the range; returns what it was. */
  long set(int tick, long quantity) {
    int at = tick - base;
    long[] page = pages[at >> PAGE_BITS];
    long before = page[at & PAGE_MASK];
    if (before == quantity) {
      return before;
    }
    if (page == EMPTY) {
      page = new long[1 << PAGE_BITS];
      pages[at >> PAGE_BITS] = page;
    }
    page[at & PAGE_MASK] = quantity;
    if (before == 0) {
      words[at >> 6] |= 1L << at;
      summary[at >> 12] |= 1L << (at >> 6);
    } else if (quantity == 0) {
      int word = at >> 6;
      words[word] &= ~(1L << at);
      if (words[word] == 0) {
        summary[at >> 12] &= ~(1L << word);
      }
    }
    return before;
  }

  /** The lowest level above a tick that is not empty; {@link #NONE_ABOVE} when there is none. */
  int above(int tick) {
    int at = Math.max(0, tick - base + 1);
    if (at >= range) {
      return NONE_ABOVE;
    }
    int word = at >> 6;
    long bits = words[word] & (-1L << at);
    if (bits != 0) {
      return base + (word << 6) + Long.numberOfTrailingZeros(bits);
    }
    word++;
    int group = word >> 6;
    long groups = group < summary.length ? summary[group] & (-1L << word) : 0;
    while (groups == 0) {
      if (++group >= summary.length) {
        return NONE_ABOVE;
      }
      groups = summary[group];
    }
    word = (group << 6) + Long.numberOfTrailingZeros(groups);
    return base + (word << 6) + Long.numberOfTrailingZeros(words[word]);
  }

  /** The highest level below a tick that is not empty; {@link #NONE_BELOW} when there is none. */
  int below(int tick) {
    int at = Math.min(range - 1, tick - base - 1);
    if (tick <= base || at < 0) {
      return NONE_BELOW;
    }
    int word = at >> 6;
    long bits = words[word] & (-1L >>> (63 - (at & 63)));
    if (bits != 0) {
      return base + (word << 6) + 63 - Long.numberOfLeadingZeros(bits);
    }
    word--;
    if (word < 0) {
      return NONE_BELOW;
    }
    int group = word >> 6;
    long groups = summary[group] & (-1L >>> (63 - (word & 63)));
    while (groups == 0) {
      if (--group < 0) {
        return NONE_BELOW;
      }
      groups = summary[group];
    }
    word = (group << 6) + 63 - Long.numberOfLeadingZeros(groups);
    return base + (word << 6) + 63 - Long.numberOfLeadingZeros(words[word]);
  }

  /** The highest level that is not empty, {@link #NONE_BELOW} when there is none. */
  int highest() {
    return below(base + range);
  }

  /** The lowest level that is not empty, {@link #NONE_ABOVE} when there is none. */
  int lowest() {
    return above(base - 1);
  }

  void clear() {
    for (int word = 0; word < words.length; word++) {
      if (words[word] != 0) {
        int at = word << 6;
        Arrays.fill(pages[at >> PAGE_BITS], at & PAGE_MASK, (at & PAGE_MASK) + 64, 0);
        words[word] = 0;
      }
    }
    Arrays.fill(summary, 0);
  }
}
