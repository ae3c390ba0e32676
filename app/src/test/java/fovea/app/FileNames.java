package fovea.app;

import fovea.app.console.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that says which of the files it is given are there. */
final class FileNames {

  private FileNames() {}

  /** Prints a line for each file. */
  public static void main(String[] args) {
    for (String arg : args) {
      Terminal.output().println(arg + (Files.exists(Path.of(arg)) ? " is there" : " is not there"));
    }
  }
}
