package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Model versions and the parts they play. Versions are written once and never changed; every change
 * of a stage is a record of its own, made once, and the newest record says how things stand.
 * Several processes may use one registry.
 */
public final class ModelRegistry implements AutoCloseable {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ModelStore store;
  private final @Nullable ModelSigner signer;
  private final StageHistory history;

  /**
   * A registry at a folder, which is made when first written to. What it registers is not signed.
   *
   * @param root the folder
   */
  public ModelRegistry(Path root) {
    this(new FileModelStore(root), null);
  }

  /**
   * A registry in a store.
   *
   * @param store where; closed with the registry
   * @param signer signs what is registered; null leaves it unsigned
   */
  public ModelRegistry(ModelStore store, @Nullable ModelSigner signer) {
    this.store = store;
    this.signer = signer;
    this.history = new StageHistory(store);
  }

  /**
   * The version name of a model file: the time it was made and the first eight hex digits of its
   * digest, so that names sort by age and equal content made at the same second has the same name.
   */
  public static String versionName(Instant createdAt, String sha256) {
    return STAMP.format(createdAt) + "-" + sha256.substring(0, 8);
  }

  /**
   * Writes a version and makes it the candidate.
   *
   * @param card its card; name, version and digest must be those of the file
   * @param onnx the ONNX file
   * @param golden inputs and answers to reproduce
   * @return the folder of the version
   * @throws ModelException {@code MODEL_VERSION_EXISTS} when the version is there already, {@code
   *     MODEL_CHECKSUM_MISMATCH} when the card names another digest, {@code MODEL_NAME_INVALID}
   */
  public ModelFolder register(ModelCard card, byte[] onnx, GoldenVectors golden) {
    return register(card, onnx, golden, null);
  }

  /**
   * The same with a frozen scaler beside it.
   *
   * @param scaler its file; null for none
   */
  public ModelFolder register(
      ModelCard card, byte[] onnx, GoldenVectors golden, byte @Nullable [] scaler) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(ModelFolder.ONNX, onnx);
    files.put(ModelFolder.CARD_PAGE, card.toMarkdown().getBytes(StandardCharsets.UTF_8));
    files.put(ModelFolder.GOLDEN, golden.toJson());
    if (scaler != null) {
      files.put(ModelFolder.SCALER, scaler);
    }
    return register(card, ModelFolder.ONNX, files);
  }

  /**
   * Writes a version of a model that is no ONNX file and makes it the candidate.
   *
   * @param card its card; the digest must be that of the model's file
   * @param name name of the model's file in the folder
   * @param content the model's file
   * @param page the card as a page for people
   * @throws ModelException as {@link #register(ModelCard, byte[], GoldenVectors)}
   */
  public ModelFolder register(ModelCard card, String name, byte[] content, String page) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(name, content);
    files.put(ModelFolder.CARD_PAGE, page.getBytes(StandardCharsets.UTF_8));
    return register(card, name, files);
  }

  /**
   * Writes a version with any files beside the ONNX file and makes it a candidate: golden vectors
   * of another shape, a calibration, quantised variants.
   *
   * @param card its card; the digest must be that of {@code model.onnx}
   * @param onnx the ONNX file
   * @param others further files by name; {@code card.json}, {@code card.md} and the manifest are
   *     made here
   * @throws ModelException as {@link #register(ModelCard, byte[], GoldenVectors)}
   */
  public ModelFolder register(ModelCard card, byte[] onnx, SortedMap<String, byte[]> others) {
    SortedMap<String, byte[]> files = new TreeMap<>(others);
    files.put(ModelFolder.ONNX, onnx);
    files.put(ModelFolder.CARD_PAGE, card.toMarkdown().getBytes(StandardCharsets.UTF_8));
    return register(card, ModelFolder.ONNX, files);
  }

  private ModelFolder register(ModelCard card, String main, SortedMap<String, byte[]> contents) {
    String digest = Sha256.hex(contents.getOrDefault(main, new byte[0]));
    if (!digest.equals(card.sha256())) {
      throw new ModelException(
          "MODEL_CHECKSUM_MISMATCH", "expected=" + card.sha256() + " got=" + digest);
    }
    Names.check("model", card.model());
    Names.check("version", card.version());
    SortedMap<String, byte[]> files = new TreeMap<>(contents);
    files.put(ModelFolder.CARD, Json.write(card));
    files.keySet().forEach(name -> Names.check("file", name));
    byte[] manifest = ModelManifest.of(card, files, signer == null ? null : signer.name()).json();
    files.put(ModelManifest.FILE, manifest);
    if (signer != null) {
      files.put(ModelManifest.SIGNATURE, signer.sign(manifest));
    }
    if (!store.publish(card.model(), card.version(), files)) {
      throw new ModelException(
          "MODEL_VERSION_EXISTS",
          "model=" + card.model() + " version=" + card.version() + " registry=" + store.location());
    }
    history.registered(card);
    return store.folder(card.model(), card.version());
  }

  /** Where the registry is, for people. */
  public String location() {
    return store.location();
  }

  /** Models that have something in the registry, by name. */
  public List<String> models() {
    return store.models();
  }

  /**
   * Makes a registered version the champion; the former champion is archived.
   *
   * @throws ModelException as {@link #promote(String, String, Stage, StageChange.By)}
   */
  public ModelStages promote(String model, String version) {
    return promote(model, version, Stage.CHAMPION, StageChange.By.user("promoted"));
  }

  /**
   * Moves a registered version to a stage; a champion whose place it takes is archived.
   *
   * @param by who asks for it, when and why
   * @return the stages after it
   * @throws ModelException {@code MODEL_VERSION_UNKNOWN}, {@code MODEL_STAGE_UNCHANGED} when it has
   *     that stage already, {@code MODEL_STAGE_CONFLICT} when another change came in between: of
   *     several that decided on the same stages one wins and the others hear of it
   */
  public ModelStages promote(String model, String version, Stage to, StageChange.By by) {
    return promote(model, version, to, by, history.revision(model));
  }

  /**
   * The same, if nothing has changed since the stages that the caller decided on.
   *
   * @param revision of those stages, see {@link #revision}
   */
  public ModelStages promote(
      String model, String version, Stage to, StageChange.By by, long revision) {
    if (!store.versions(model).contains(Names.check("version", version))) {
      throw new ModelException(
          "MODEL_VERSION_UNKNOWN",
          "model=" + model + " version=" + version + " registry=" + store.location());
    }
    return history.move(model, version, to, by, revision);
  }

  /** Takes a registered version out of its stage; its files stay. */
  public ModelStages archive(String model, String version) {
    return promote(model, version, Stage.ARCHIVED, StageChange.By.user("archived"));
  }

  /**
   * Brings the champion before the present one back; the present one is archived. Done again, it
   * goes back one further.
   *
   * @throws ModelException {@code MODEL_NO_PREVIOUS_CHAMPION}, {@code MODEL_STAGE_CONFLICT}
   */
  public ModelStages rollback(String model, StageChange.By by) {
    return history.rollback(model, by, store.versions(model));
  }

  /**
   * The stages of a model; all empty when nothing is registered.
   *
   * @throws ModelException {@code MODEL_STAGES_CORRUPT} when the newest record cannot be read
   */
  public ModelStages stages(String model) {
    return history.stages(model);
  }

  /** How many changes the stages of a model have seen. */
  public long revision(String model) {
    return history.revision(model);
  }

  /**
   * Every change of a model's stages, oldest first.
   *
   * @throws ModelException {@code MODEL_STAGES_CORRUPT} when a record is missing, was changed or
   *     cannot be read
   */
  public List<StageRecord> history(String model) {
    return history.all(model);
  }

  /**
   * A registered version on this machine.
   *
   * @throws ModelException {@code MODEL_VERSION_UNKNOWN} when there is none
   */
  public ModelFolder folder(String model, String version) {
    return store.folder(model, version);
  }

  /** The complete versions of a model, by name, which is by age. */
  public List<String> versions(String model) {
    return store.versions(model);
  }

  @Override
  public void close() {
    store.close();
  }
}
