package fovea.format.event;

import fovea.format.FormatException;
import fovea.format.MappedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of {@link Event}s, which TensorBoard shows while it grows. Events are added whole at its
 * end, so that a program that is killed loses at most those that it was adding; what is cut off in
 * the middle is passed over by readers.
 */
public final class EventFile {
  /** What the first record of a file says. */
  private static final Event.Version VERSION = new Event.Version("brain.Event:2");

  private static final Pattern NAME =
      Pattern.compile("events\\.out\\.tfevents\\.(\\d{1,15})\\.fovea");

  private final Path path;

  private EventFile(Path path) {
    this.path = path;
  }

  /**
   * Begins a file in a folder. TensorBoard reads the files of a folder by their names, which begin
   * with a time: this one comes after all others.
   *
   * @param seconds since 1970
   * @throws FormatException if it cannot be written
   */
  public static EventFile create(Path folder, long seconds) {
    long last = 0;
    for (Path other : in(folder)) {
      last = Math.max(last, time(other).orElse(0L));
    }
    long time = Math.max(seconds, last + 1);
    Path path = folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.fovea", time));
    var file = new EventFile(path);
    file.write(List.of(new Event(time, 0, VERSION)), StandardOpenOption.CREATE_NEW);
    return file;
  }

  /** The files that {@link #create} has begun in a folder, in their order. */
  public static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> time(file).isPresent()).sorted().toList();
    } catch (IOException e) {
      throw new FormatException(
          folder.toString(),
          "the folder cannot be read (" + e.getMessage() + ")",
          "Choose another folder");
    }
  }

  private static Optional<Long> time(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Optional.of(Long.parseLong(name.group(1))) : Optional.empty();
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Adds events at the end.
   *
   * @throws FormatException if they cannot be written
   */
  public void append(List<Event> events) {
    write(events, StandardOpenOption.APPEND);
  }

  private void write(List<Event> events, StandardOpenOption how) {
    var bytes = new ByteArrayOutputStream();
    events.forEach(event -> bytes.writeBytes(RecordFrame.around(EventMessage.write(event))));
    try (var out = Files.newOutputStream(path, StandardOpenOption.WRITE, how)) {
      bytes.writeTo(out);
    } catch (FileAlreadyExistsException e) {
      throw error("expected no such file, found one", "Choose another folder");
    } catch (IOException e) {
      throw error(
          "cannot be written (" + e.getMessage() + ")",
          "Free some space, and check the path and its permissions");
    }
  }

  private FormatException error(String problem, String remedy) {
    return new FormatException(path.toString(), problem, remedy);
  }

  /**
   * Reads the events of a file, of any program, one after the other.
   *
   * @return whether the file ends with a whole record
   * @throws FormatException if it is no event file, or damaged
   */
  public static boolean read(Path file, Consumer<Event> sink) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = MappedFile.map(file, "an event file", arena);
      long position = 0;
      while (position < bytes.byteSize()) {
        Optional<MemorySegment> record = RecordFrame.at(bytes, position);
        if (record.isEmpty()) {
          return false;
        }
        sink.accept(EventMessage.read(record.get()));
        position += record.get().byteSize() + RecordFrame.AROUND;
      }
      return true;
    } catch (FormatException e) {
      throw e.within(file.toString());
    }
  }

  /**
   * All events of a file up to where it is cut off.
   *
   * @throws FormatException as {@link #read(Path, Consumer)}
   */
  public static List<Event> read(Path file) {
    List<Event> events = new ArrayList<>();
    read(file, events::add);
    return events;
  }
}
