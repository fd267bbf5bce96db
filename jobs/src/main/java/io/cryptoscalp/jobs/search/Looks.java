package io.cryptoscalp.jobs.search;

/** Keeps account of looks at held-out data. */
public interface Looks {
  /** Nobody looked before, and nobody keeps account. */
  Looks UNCOUNTED =
      new Looks() {
        @Override
        public EarlierStudies look(long trials) {
          return EarlierStudies.NONE;
        }

        @Override
        public String why() {
          return "";
        }
      };

  /**
   * The study looks now.
   *
   * @param trials that it ran
   * @return the studies before it
   */
  EarlierStudies look(long trials);

  /** Reason for a look at data that are not new; empty without one. */
  String why();
}
