package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.search.EarlierStudies;
import io.cryptoscalp.jobs.search.HeldOutLook;
import io.cryptoscalp.jobs.search.HeldOutRegister;
import io.cryptoscalp.jobs.search.Looks;
import io.cryptoscalp.jobs.search.StudySpec;
import java.time.Instant;

/** Looks of a study, by the user of this command. */
record StudyLooks(HeldOutRegister register, StudySpec spec, String why) implements Looks {
  private HeldOutLook own(long trials) {
    return HeldOutLook.of(spec, trials, ChangeArguments.who(""), Instant.now().toString(), why);
  }

  /** Studies before it, while it has not looked. */
  EarlierStudies before(long trials) {
    return register.before(own(trials));
  }

  @Override
  public EarlierStudies look(long trials) {
    return register.look(own(trials));
  }
}
