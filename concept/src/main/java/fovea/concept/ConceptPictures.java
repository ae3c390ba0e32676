package fovea.concept;

import fovea.explain.source.PictureSource;
import fovea.graph.type.FoveaException;
import java.util.List;

/**
 * The pictures of a test of concepts.
 *
 * @param concepts examples of each, called by its name
 * @param random pictures that show anything
 * @param classes that may use the concepts
 */
public record ConceptPictures(
    List<PictureSource> concepts, PictureSource random, List<ClassPictures> classes) {

  /**
   * Copies the lists.
   *
   * @throws FoveaException if there is no concept, no class, or no picture of one
   */
  public ConceptPictures {
    concepts = List.copyOf(concepts);
    classes = List.copyOf(classes);
    if (concepts.isEmpty()) {
      throw FoveaException.at("concepts", "expected one or more, found none", "name one");
    }
    if (classes.isEmpty()) {
      throw FoveaException.at("classes", "expected one or more, found none", "name one");
    }
    for (ClassPictures each : classes) {
      if (each.rows().isEmpty()) {
        throw FoveaException.at(
            each.pictures().name(),
            "expected pictures of the class " + each.target().name() + ", found none",
            "name a folder or a data set that has some");
      }
    }
  }
}
