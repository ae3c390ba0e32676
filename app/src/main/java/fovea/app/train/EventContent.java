package fovea.app.train;

import fovea.train.event.TensorBoardEvents;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a run writes for TensorBoard. */
enum EventContent {
  /** Numbers, histograms and pictures. */
  ALL,
  /** Numbers. */
  SCALARS,
  /** Nothing. */
  NONE;

  Optional<TensorBoardEvents> events() {
    return switch (this) {
      case ALL -> Optional.of(TensorBoardEvents.all());
      case SCALARS -> Optional.of(TensorBoardEvents.scalars());
      case NONE -> Optional.empty();
    };
  }

  /** Reads one as the user writes it. */
  static final class Reader implements ITypeConverter<EventContent> {
    @Override
    public EventContent convert(String text) {
      return Stream.of(values())
          .filter(each -> each.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected all, scalars or none, found '" + text + "'"));
    }
  }

  /** As the user writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
