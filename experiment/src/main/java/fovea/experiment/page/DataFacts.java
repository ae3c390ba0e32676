package fovea.experiment.page;

import fovea.data.PictureSet;
import fovea.data.photo.DamagedFile;
import fovea.data.photo.Leak;
import fovea.data.photo.Photo;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.SkippedFile;
import fovea.data.photo.SplitRecord;
import fovea.data.split.DataPart;
import fovea.report.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is known of the data of a run.
 *
 * @param parts what was learned from, and what the model was judged by
 * @param remarks what is wrong with them, a sentence each
 */
public record DataFacts(List<DataCounts> parts, List<String> remarks) {

  /** Copies the lists. */
  public DataFacts {
    parts = List.copyOf(parts);
    remarks = List.copyOf(remarks);
  }

  /** Parts with which nothing is wrong. */
  public DataFacts(List<DataCounts> parts) {
    this(parts, List.of());
  }

  /** Pictures by part. */
  public static DataFacts of(Map<DataPart, ? extends PictureSet> parts) {
    List<DataCounts> counts = new ArrayList<>();
    parts.forEach((part, pictures) -> counts.add(DataCounts.of(part.toString(), pictures)));
    return new DataFacts(counts);
  }

  /** With one thing more that is wrong. */
  public DataFacts remark(String sentence) {
    List<String> more = new ArrayList<>(remarks);
    more.add(sentence);
    return new DataFacts(parts, more);
  }

  /** Photos by part, as a run recorded them, and what is wrong with those it is judged by. */
  public static DataFacts of(SplitRecord split, PhotoSet judged) {
    List<DataCounts> parts = new ArrayList<>();
    for (DataPart part : split.folders().parts()) {
      PhotoFolder folder = split.folders().part(part);
      parts.add(DataCounts.of(part.toString(), "", folder.classes(), folder.counts()));
    }
    return new DataFacts(parts)
        .files(judged.skipped(), judged.damaged())
        .learned(split.learnedFrom(judged));
  }

  /** With the pictures that are among both those learned from and those judged by. */
  public DataFacts leaks(List<Leak> leaks) {
    return learned(leaks.stream().map(Leak::validation).toList());
  }

  /** With files that were left out, and those that are used although something is wrong. */
  public DataFacts files(List<SkippedFile> skipped, List<DamagedFile> damaged) {
    DataFacts facts = this;
    for (List<String> lines : List.of(SkippedFile.summary(skipped), DamagedFile.summary(damaged))) {
      if (!lines.isEmpty()) {
        facts = facts.remark(String.join("\n", lines));
      }
    }
    return facts;
  }

  private DataFacts learned(List<Photo> learned) {
    return remark(
        learned.isEmpty()
            ? "The model has learned from none of the pictures that it is judged by."
            : "The model has learned from "
                + Numbers.count(learned.size())
                + " of the pictures that it is judged by, such as "
                + learned.getFirst().file()
                + ": on new pictures its accuracy is lower.");
  }
}
