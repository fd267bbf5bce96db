package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelCommand.Role;
import io.cryptoscalp.models.registry.ControlJson;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import java.util.Locale;
import java.util.UUID;

/**
 * Tells the running job to score with a registered version, unless its card says that it has no
 * skill: such a model stays a candidate until a person forces it.
 */
final class ModelActivation {
  private final Main main;

  ModelActivation(Main main) {
    this.main = main;
  }

  /**
   * Activates a version where it may be.
   *
   * @param folder the version's folder
   * @param card its card
   * @param force activates it without skill, too
   * @param to receives {@code activated} and, when false, {@code notActivated} (the code), {@code
   *     reason} and {@code toActivate}
   * @return the exit code
   */
  int activate(ModelFolder folder, ModelCard card, boolean force, ObjectNode to)
      throws InterruptedException {
    return activate(folder, card, Role.CHAMPION, force, to);
  }

  /**
   * As above, for any role. A shadow or a fallback stands beside the champion under a name of its
   * own, {@code MODEL-shadow}, since a version takes the place of any other version of its name.
   *
   * @param role what it is there for; a shadow needs no skill
   */
  int activate(ModelFolder folder, ModelCard card, Role role, boolean force, ObjectNode to)
      throws InterruptedException {
    String lack = card.lackOfSkill();
    if (lack != null && !force && role != Role.SHADOW) {
      held(card, ModelCard.NO_SKILL, lack, " --force", to);
      return ExitCodes.NOT_ACTIVATED;
    }
    ControlTopic topic = ControlTopic.of(main);
    if (topic == null) {
      held(
          card, "NO_JOB", "No demo runs and no broker is configured.", force ? " --force" : "", to);
      return ExitCodes.OK;
    }
    ModelCommand command = folder.activation(card, 0);
    topic.send(card.model(), ControlJson.encode(fresh(command, role)));
    main.say("The running job was told to score with it; see the table model_events.");
    to.put("role", role.name());
    to.put("activated", true);
    return ExitCodes.OK;
  }

  /**
   * With an id of its own: the job acts on an id once, and a version may be activated again after
   * another took its place.
   */
  private static ModelCommand fresh(ModelCommand command, Role role) {
    return new ModelCommand(
        command.commandId() + "-" + UUID.randomUUID(),
        command.kind(),
        name(command.model(), role),
        command.version(),
        command.uri(),
        command.sha256(),
        command.effectiveFromNs(),
        role);
  }

  private static String name(String model, Role role) {
    return role == Role.CHAMPION ? model : model + "-" + role.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Tells the job to score no longer with a version that was taken out of use.
   *
   * @param role what it was there for
   * @param to receives {@code deactivated}
   */
  void deactivate(ModelFolder folder, ModelCard card, Role role, ObjectNode to)
      throws InterruptedException {
    ControlTopic topic = ControlTopic.of(main);
    to.put("deactivated", topic != null);
    if (topic != null) {
      ModelCommand from = folder.activation(card, 0);
      topic.send(
          card.model(),
          ControlJson.encode(
              new ModelCommand(
                  "deactivate-" + card.model() + "-" + card.version() + "-" + UUID.randomUUID(),
                  ModelCommand.Kind.DEACTIVATE,
                  name(from.model(), role),
                  from.version(),
                  from.uri(),
                  from.sha256(),
                  0,
                  role)));
      main.say("The running job was told to score with it no longer.");
    }
  }

  /** Registers what was asked for: no activation. */
  int leave(ModelCard card, ObjectNode to) {
    String flag = card.lackOfSkill() == null ? "" : " --force";
    held(card, "NOT_ASKED", "Registered only, as asked.", flag, to);
    return ExitCodes.OK;
  }

  private void held(ModelCard card, String code, String reason, String flag, ObjectNode to) {
    String remedy = "bin/cryptoscalp models activate " + card.model() + " " + card.version() + flag;
    main.say("Not activated: " + reason);
    if (code.equals(ModelCard.NO_SKILL)) {
      main.say(
          "On rows it never saw it is no better than the base rate, so it stays a candidate and"
              + " the job keeps its model.");
    }
    main.say("To activate it" + (flag.isEmpty() ? ": " : " all the same: ") + remedy);
    to.put("activated", false);
    to.put("notActivated", code);
    to.put("reason", reason);
    to.put("toActivate", remedy);
  }
}
