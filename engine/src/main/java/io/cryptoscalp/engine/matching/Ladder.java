package io.cryptoscalp.engine.matching;

import java.util.Arrays;

/**
 * Quantities by tick of one side of a book: pages of a plain array, made when first written, and
 * two layers of bits that find the next level that is not empty. The range of ticks grows when a
 * level lies outside of it.
 */
final class Ladder {
  /** No level below: lower than every tick. */
  static final int NONE_BELOW = Integer.MIN_VALUE;

  /** No level above: higher than every tick. */
  static final int NONE_ABOVE = Integer.MAX_VALUE;

  /** Most ticks between the lowest and the highest level. */
  static final int MAX_RANGE = 1 << 28;

  /** Ticks of one word of the summary: what the base may move by. */
  private static final int BLOCK = 1 << 12;

  private static final int PAGE_BITS = 9;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
  private static final long[] EMPTY = new long[1 << PAGE_BITS];

  private int base;
  private int range;
  private long[][] pages;
  private long[] words;
  private long[] summary;

  /** A ladder of a range of ticks; an empty one where the highest is below the lowest. */
  Ladder(int minTick, int maxTick) {
    long span = Math.max(0, (long) maxTick - minTick + 1);
    if (span > MAX_RANGE) {
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

  /** Sets the quantity of a tick; returns what it was. */
  long set(int tick, long quantity) {
    int at = tick - base;
    if (at < 0 || at >= range) {
      if (quantity == 0) {
        return 0;
      }
      grow(tick);
      at = tick - base;
    }
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

  /** Makes room for a tick, and for half as much again on its side. */
  private void grow(int tick) {
    long low = range == 0 ? tick : Math.min(base, tick);
    long high = range == 0 ? tick : Math.max((long) base + range - 1, tick);
    long slack = Math.max(BLOCK, (high - low) / 2);
    // Whole blocks, so that pages, words and summary move as they are.
    long blocks = range > 0 && tick >= base ? 0 : ((long) base - tick + slack) / BLOCK + 1;
    long newBase = range == 0 ? tick - slack : base - blocks * BLOCK;
    long span = high - newBase + 1 + (range == 0 || tick > base ? slack : 0);
    if (span > MAX_RANGE || newBase < Integer.MIN_VALUE) {
      throw new IllegalArgumentException("BOOK_RANGE: ticks=" + span);
    }
    int shift = range == 0 ? 0 : (int) (base - newBase);
    long[][] newPages = new long[(int) (span >> PAGE_BITS) + 1][];
    Arrays.fill(newPages, EMPTY);
    long[] newWords = new long[(int) (span >> 6) + 1];
    long[] newSummary = new long[(newWords.length >> 6) + 1];
    System.arraycopy(pages, 0, newPages, shift >> PAGE_BITS, range == 0 ? 0 : pages.length);
    System.arraycopy(words, 0, newWords, shift >> 6, range == 0 ? 0 : words.length);
    System.arraycopy(summary, 0, newSummary, shift >> 12, range == 0 ? 0 : summary.length);
    base = (int) newBase;
    range = (int) span;
    pages = newPages;
    words = newWords;
    summary = newSummary;
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
