package fovea.hub.finetune;

import fovea.data.photo.Photo;
import fovea.data.photo.PhotoFolders;
import fovea.data.split.DataPart;
import fovea.data.split.RelativeName;
import fovea.error.UserException;
import fovea.format.AtomicFile;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.Network;
import fovea.nn.StateDict;
import fovea.train.run.SettingDifference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a fine-tuning began with, as its run keeps it from the start in the file {@code
 * finetune.json}: one that goes on knows by it whether anything has changed.
 *
 * @param provenance what model files say of their origin, settings among it
 * @param weights checksum of the pretrained network and its new head
 * @param photos part, size and checksum of each, by its name below the folder of photos
 */
public record FineTuneRecord(JsonObject provenance, String weights, JsonObject photos) {

  /** Name of the file in the folder of a run. */
  private static final String FILE = "finetune.json";

  private static final String PROVENANCE = "provenance";
  private static final String WEIGHTS = "weights";
  private static final String PHOTOS = "photos";
  private static final String MOVED = "is in another part";
  private static final String PART_END = " photo, ";

  /** The only setting that may change. */
  private static final String EPOCHS = "epochs";

  /** That of a network before anything learns. */
  static FineTuneRecord of(JsonObject provenance, Network network, PhotoFolders folders) {
    return new FineTuneRecord(provenance, checksum(network), photos(folders));
  }

  /** Whether a run has one: from then on it goes on, before that it has computed nothing. */
  public static boolean isIn(Path run) {
    return Files.exists(run.resolve(FILE));
  }

  /**
   * That of a run.
   *
   * @throws FormatException if there is none, or it is damaged
   */
  static FineTuneRecord read(Path run) {
    Path file = run.resolve(FILE);
    try {
      if (Json.parse(Files.readString(file), file.toString()) instanceof JsonObject json) {
        return new FineTuneRecord(
            json.object(PROVENANCE), json.string(WEIGHTS), json.object(PHOTOS));
      }
      throw new FormatException(file.toString(), "expected a JSON object", "Begin the run again");
    } catch (NoSuchFileException e) {
      throw new FormatException(
          run.toString(),
          "expected a run of a fine-tuning, found no " + FILE + " in it",
          "Check the path, or begin the run again: it may have ended before it had computed"
              + " anything");
    } catch (IOException e) {
      throw new FormatException(file.toString(), "cannot be read: " + e, "Check the file");
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  /** Writes it into the folder of a run. */
  void write(Path run) {
    JsonObject json =
        JsonObject.empty().with(PROVENANCE, provenance).with(WEIGHTS, weights).with(PHOTOS, photos);
    AtomicFile.write(run.resolve(FILE), Json.write(json) + "\n");
  }

  /**
   * Checks that a fine-tuning that goes on in {@code run} is of the same settings, weights and
   * photos; only the number of epochs may differ.
   *
   * @throws FoveaException if it is not
   */
  void require(FineTuneRecord now, Path run) {
    List<SettingDifference> settings =
        SettingDifference.between(
                provenance.object(FineTune.SETTINGS), now.provenance.object(FineTune.SETTINGS))
            .stream()
            .filter(difference -> !difference.setting().equals(EPOCHS))
            .toList();
    if (!settings.isEmpty()) {
      SettingDifference first = settings.getFirst();
      throw differs(
          run,
          "began with %s %s, found %s".formatted(first.setting(), first.first(), first.second()),
          settings.size() - 1,
          "resume with the settings that it began with");
    }
    List<String> changes =
        SettingDifference.between(photos, now.photos).stream()
            .map(SettingDifference::setting)
            .toList();
    if (!changes.isEmpty()) {
      // A photo that is new or gone may move others, and is what to know of.
      String first =
          changes.stream()
              .filter(photo -> !change(photo, now).equals(MOVED))
              .findFirst()
              .orElse(changes.getFirst());
      throw differs(
          run,
          "began with other photos: " + first + " " + change(first, now),
          changes.size() - 1,
          "bring back the photos that it began with");
    }
    if (!weights.equals(now.weights)) {
      throw differs(
          run, "began with other pretrained weights", 0, "bring back those that it began with");
    }
  }

  private String change(String photo, FineTuneRecord now) {
    if (now.photos.find(photo).isEmpty()) {
      return "is no longer there";
    }
    if (photos.find(photo).isEmpty()) {
      return "is new";
    }
    return withoutPart(photos.string(photo)).equals(withoutPart(now.photos.string(photo)))
        ? MOVED
        : "has changed";
  }

  private static String withoutPart(String sum) {
    return sum.substring(sum.indexOf(PART_END) + PART_END.length());
  }

  private static FoveaException differs(Path run, String what, int others, String remedy) {
    String more = others == 0 ? "" : " (and " + others + " other" + (others == 1 ? "" : "s") + ")";
    return FoveaException.at(
        run.toString(),
        "the fine-tuning " + what + more,
        remedy + ", or begin a new one in another folder");
  }

  private static JsonObject photos(PhotoFolders folders) {
    Path root = folders.root();
    SequencedMap<String, JsonValue> sums = new TreeMap<>();
    for (DataPart part : folders.parts()) {
      folders.part(part).photos().parallelStream()
          .map(
              photo ->
                  Map.entry(
                      RelativeName.of(root, photo.file()),
                      part + PART_END + checksum(photo.file()) + target(photo)))
          .toList()
          .forEach(sum -> sums.put(sum.getKey(), new JsonString(sum.getValue())));
    }
    return new JsonObject(sums);
  }

  private static String target(Photo photo) {
    return photo.target().isEmpty() ? "" : ", target " + photo.target();
  }

  private static String checksum(Path file) {
    var sum = new CRC32C();
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sum.update(buffer, 0, count);
        size += count;
      }
      return String.format(Locale.ROOT, "%d bytes, %08x", size, sum.getValue());
    } catch (NoSuchFileException _) {
      return "gone";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String checksum(Network network) {
    var sum = new CRC32C();
    for (HostBuffer values : StateDict.of(network).values()) {
      sum.update(values.data().asByteBuffer());
    }
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }
}
