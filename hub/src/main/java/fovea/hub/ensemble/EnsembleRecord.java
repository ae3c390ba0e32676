package fovea.hub.ensemble;

import fovea.error.UserException;
import fovea.format.AtomicFile;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an ensemble in the folder of a run is and brings: the file {@code ensemble.json}. Its
 * members are runs in {@code members/1} and so on.
 *
 * @param kind how the members come to differ
 * @param measures on pictures that none of them has learned from
 * @param outOfBag on training pictures that their samples left out; empty unless bagged
 */
public record EnsembleRecord(
    EnsembleKind kind, EnsembleMeasures measures, Optional<OutOfBag> outOfBag) {

  private static final String FILE = "ensemble.json";
  private static final String KIND = "kind";
  private static final String MEASURES = "measures";
  private static final String OUT_OF_BAG = "out_of_bag";

  /** Where the folder of an ensemble keeps a member. */
  public static Path member(RunFolder folder, int number) {
    return members(folder).resolve(Integer.toString(number));
  }

  /** Where the folder of an ensemble keeps its members. */
  public static Path members(RunFolder folder) {
    return folder.path().resolve("members");
  }

  /**
   * That of a run; empty if the run is no ensemble, or one that is not done.
   *
   * @throws FormatException if it cannot be read
   */
  public static Optional<EnsembleRecord> find(RunFolder folder) {
    Path file = folder.path().resolve(FILE);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  private static EnsembleRecord read(Path file) {
    try {
      return fromJson(RunRecord.object(file));
    } catch (UserException e) {
      throw e.within(file.toString());
    } catch (ArithmeticException e) {
      throw new FormatException(
          file.toString(), "expected small whole numbers, found others", "Correct it");
    }
  }

  /**
   * Writes it into the folder of a run.
   *
   * @throws FormatException if that cannot be done; an earlier one is then untouched
   */
  public void write(RunFolder folder) {
    AtomicFile.write(folder.path().resolve(FILE), Json.pretty(toJson()) + "\n");
  }

  /** As {@code ensemble.json} has it. */
  public JsonObject toJson() {
    JsonObject json =
        JsonObject.empty().with(KIND, kind.toString()).with(MEASURES, measures.toJson());
    return outOfBag.map(bag -> json.with(OUT_OF_BAG, bag.toJson())).orElse(json);
  }

  private static EnsembleRecord fromJson(JsonObject json) {
    return new EnsembleRecord(
        EnsembleKind.named(json.string(KIND)),
        EnsembleMeasures.fromJson(json.object(MEASURES)),
        json.find(OUT_OF_BAG).map(_ -> OutOfBag.fromJson(json.object(OUT_OF_BAG))));
  }
}
