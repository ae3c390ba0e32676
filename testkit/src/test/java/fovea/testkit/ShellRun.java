package fovea.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A script that {@code fovea shell} has run in a process of its own.
 *
 * @param exit code of the process
 * @param out what went to the output
 * @param messages what went to the error stream
 */
public record ShellRun(int exit, String out, String messages) {

  /** Pipes {@code script} into a shell that runs in {@code folder}. */
  public static ShellRun of(Path folder, String script, String... options)
      throws IOException, InterruptedException {
    List<String> command = Modules.java("fovea,fovea.csv,jdk.jshell");
    command.addAll(List.of("-Djava.awt.headless=true", "--module=fovea.app/fovea.app.Main"));
    command.add("shell");
    command.addAll(List.of(options));
    Path input = Files.writeString(folder.resolve("input.jsh"), script);
    Path messages = folder.resolve("messages.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(input.toFile())
            .redirectError(messages.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return new ShellRun(exit, out, Files.readString(messages));
  }
}
