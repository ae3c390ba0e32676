package fovea.explain.source;

import fovea.data.photo.DamagedFile;
import fovea.data.photo.SkippedFile;
import fovea.explain.source.InputBatches.Read;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with pictures, kept in mind while they are read. */
public final class ReadProblems {
  private final List<SkippedFile> skipped = new ArrayList<>();
  private final List<DamagedFile> damaged = new ArrayList<>();

  /** With what was left out before. */
  public ReadProblems(List<SkippedFile> before) {
    skipped.addAll(before);
  }

  /**
   * Notes what is wrong with a picture that was read.
   *
   * @param name what people call it
   * @return whether it can be used
   */
  public boolean note(String name, Read read) {
    Path file = Path.of(name);
    if (!read.warnings().isEmpty()) {
      damaged.add(new DamagedFile(file, read.warnings()));
    }
    read.problem().ifPresent(problem -> skipped.add(new SkippedFile(file, problem.problem())));
    return read.problem().isEmpty();
  }

  /** Those that are left out. */
  public List<SkippedFile> skipped() {
    return List.copyOf(skipped);
  }

  /** Those that are used nevertheless. */
  public List<DamagedFile> damaged() {
    return List.copyOf(damaged);
  }
}
