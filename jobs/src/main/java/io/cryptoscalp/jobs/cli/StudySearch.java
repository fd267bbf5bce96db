package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.search.HeldOutRegister;
import io.cryptoscalp.jobs.search.Judgement;
import io.cryptoscalp.jobs.search.Study;
import io.cryptoscalp.jobs.search.StudyFolder;
import io.cryptoscalp.jobs.search.StudyRunner;
import io.cryptoscalp.jobs.search.StudySpec;
import io.cryptoscalp.jobs.search.TrialOutcome;
import io.cryptoscalp.models.promotion.GatesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** A study from its begin, or from where it was left, to its verdict. */
final class StudySearch {
  private final Main main;
  private final StudyOptions options;

  /** Opens what a study runs over; {@code tick} is called some times a second while a pass runs. */
  interface Opener {
    StudyData open(Runnable tick) throws Exception;
  }

  StudySearch(Main main, StudyOptions options) {
    this.main = main;
    this.options = options;
  }

  /** Runs it and gives the exit code. */
  int run(Opener data) throws Exception {
    StudyFolder folder = options.folder();
    try (StudyMirror mirror = StudyMirror.open(main)) {
      if (options.resume() && !folder.begun() && mirror.restore(options.name(), folder)) {
        main.say("Brought back from ClickHouse: " + options.name());
      }
      return search(folder, mirror, new OptimizeView(main, folder, mirror), data);
    }
  }

  private int search(StudyFolder folder, StudyMirror mirror, OptimizeView view, Opener opener)
      throws Exception {
    boolean resume = options.resume();
    if (resume && Files.exists(folder.file(StudyFolder.VERDICT))) {
      return view.stored();
    }
    GatesFile gates = options.gates();
    try (StudyData data = opener.open(view::tick)) {
      StudySpec spec = resume ? stored(folder, data.hash()) : begun(folder, data);
      StudyRunner runner = data.runner(spec);
      StudyLooks looks = looks(spec, mirror);
      view.plan(spec, gates, looks.before(spec.trials()));
      if (options.planOnly()) {
        return ExitCodes.OK;
      }
      if (!resume) {
        folder.begin(spec);
      }
      view.begin(spec, resume);
      List<TrialOutcome> done = new Study(spec, folder, runner, view::generation).run();
      view.judging();
      Judgement judgement = Judgement.of(spec, done, gates, runner, looks);
      return view.judged(spec, done, judgement, gates, runner.currency());
    }
  }

  private StudyLooks looks(StudySpec spec, StudyMirror mirror) {
    HeldOutRegister register =
        new HeldOutRegister(main.settings().dataDir().resolve("studies"), mirror.looks());
    return new StudyLooks(register, spec, options.heldOutAgain());
  }

  private static StudySpec stored(StudyFolder folder, String hash) throws IOException {
    StudySpec spec = folder.spec();
    if (!spec.dataHash().equals(hash)) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "STUDY_DATA_DIFFERS: the study was begun on other data, data="
              + spec.dataHash()
              + " now="
              + hash);
    }
    return spec;
  }

  private StudySpec begun(StudyFolder folder, StudyData data) throws Exception {
    if (folder.begun() && !options.planOnly()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "STUDY_EXISTS: " + options.out() + " has a study; --resume goes on with it.");
    }
    return data.spec();
  }
}
