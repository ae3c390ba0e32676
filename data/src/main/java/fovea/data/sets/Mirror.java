package fovea.data.sets;

import java.net.URI;

/**
 * A place on the net from which a data set's files can be had.
 *
 * @param dataSet its name
 * @param folder address to which file names are appended; ends in a slash
 */
public record Mirror(String dataSet, URI folder) {

  /** A mirror by the address of its folder. */
  public static Mirror of(String dataSet, String folder) {
    return new Mirror(dataSet, URI.create(folder));
  }
}
