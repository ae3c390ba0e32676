package fovea.data.targets;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.util.List;

/**
 * What a network is to learn of photos. Where that is no class, each photo has numbers ({@link
 * fovea.data.photo.Photo#target}), and the classes of its folder are only what splits and notes
 * count by, such as a range of the number.
 *
 * @param task what is to be learned
 * @param names of the numbers: labels, each 0 or 1, or quantities; none for classes
 */
public record PhotoTargets(PhotoTask task, List<String> names) {

  /** One of several classes. */
  public static final PhotoTargets CLASSES = new PhotoTargets(PhotoTask.CLASSES, List.of());

  /** Copies the list. */
  public PhotoTargets {
    names = List.copyOf(names);
  }

  /** What the outputs of a network are called: classes, labels or quantities. */
  public List<String> outputs(List<String> classes) {
    return task.hasClasses() ? classes : names;
  }

  /** As JSON. */
  public JsonObject toJson() {
    return JsonObject.empty()
        .with("task", task.toString())
        .with("names", JsonArray.ofStrings(names));
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws FormatException if a field is missing or of another kind
   */
  public static PhotoTargets fromJson(JsonObject json) {
    String task = json.string("task");
    return new PhotoTargets(
        PhotoTask.find(task)
            .orElseThrow(
                () ->
                    new FormatException(
                        "task",
                        "expected classes, binary, multi-label or regression, found " + task,
                        "Use the version of Fovea that made the file")),
        json.array("names").strings());
  }
}
