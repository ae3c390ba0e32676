package fovea.nn;

import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.type.FoveaException;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an object that gives its parts no names holds: a set, a lambda with what it captures, an
 * object of a class that is no record. Found by its fields.
 */
final class HiddenParts {
  private static final ClassValue<Insides> INSIDES =
      new ClassValue<>() {
        @Override
        protected Insides computeValue(Class<?> type) {
          return Insides.of(type);
        }
      };

  private final String path;
  private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final List<Cell> cells = new ArrayList<>();
  private final List<Variable> variables = new ArrayList<>();
  private Optional<Class<?>> closed = Optional.empty();

  private HiddenParts(String path) {
    this.path = path;
  }

  /**
   * The fields of a class that may hold parameters.
   *
   * @param closed whether there are others, which cannot be read
   */
  private record Insides(List<Field> fields, boolean closed) {

    static Insides of(Class<?> type) {
      List<Field> fields = new ArrayList<>();
      boolean closed = false;
      for (Class<?> at = type; at != null; at = at.getSuperclass()) {
        if (PlainTypes.isPlatform(at)) {
          // A lambda of the JDK's has captured something if it has fields.
          boolean holds = PlainTypes.isGeneric(at) || at.isHidden();
          return new Insides(fields, closed || (holds && mayHold(at)));
        }
        for (Field field : PlainTypes.fields(at).toList()) {
          if (field.trySetAccessible()) {
            fields.add(field);
          } else {
            closed = true;
          }
        }
      }
      return new Insides(fields, closed);
    }

    private static boolean mayHold(Class<?> type) {
      return !type.isHidden() || PlainTypes.fields(type).findAny().isPresent();
    }
  }

  /** Everything that can be reached from {@code value}, which stands at {@code path}. */
  static HiddenParts of(String path, Object value) {
    HiddenParts parts = new HiddenParts(path);
    parts.meet(value);
    while (!parts.open.isEmpty()) {
      parts.look(parts.open.pop());
    }
    return parts;
  }

  /** What is wrong unless there are only parameters and states that {@code known} keeps. */
  Optional<String> problem(Set<Cell> known) {
    boolean free =
        variables.stream()
            .anyMatch(variable -> known.stream().noneMatch(cell -> cell.keeps(variable)));
    if (free || !known.containsAll(cells)) {
      return Optional.of("holds parameters that would be neither trained nor saved");
    }
    return closed.map(
        type ->
            "may hold parameters, but " + type.getName() + " cannot be looked into" + why(type));
  }

  private static String why(Class<?> type) {
    return PlainTypes.isPlatform(type) || !type.getModule().isNamed()
        ? ""
        : " (its module does not open " + type.getPackageName() + " to fovea.nn)";
  }

  private void meet(@Nullable Object value) {
    if (value != null && met.add(value)) {
      open.push(value);
    }
  }

  private void look(Object value) {
    switch (value) {
      case Param param when param.isNone() -> {}
      case Param param -> cells.add(param.cell());
      case State state -> cells.add(state.cell());
      case Variable variable -> variables.add(variable);
      case Class<?> _, Enum<?> _, Tensor _ -> {}
      case Object[] array -> Arrays.stream(array).forEach(this::meet);
      case Collection<?> collection -> collection.forEach(this::meet);
      case Map<?, ?> map -> map.entrySet().forEach(this::entry);
      case Map.Entry<?, ?> entry -> entry(entry);
      case Optional<?> optional -> optional.ifPresent(this::meet);
      case AtomicReference<?> reference -> meet(reference.get());
      case Reference<?> reference -> meet(reference.get());
      case Record parts ->
          LayerComponent.of(parts.getClass()).forEach(part -> meet(part.read(path, parts)));
      default -> fields(value);
    }
  }

  private void entry(Map.Entry<?, ?> entry) {
    meet(entry.getKey());
    meet(entry.getValue());
  }

  private void fields(Object value) {
    Insides insides = INSIDES.get(value.getClass());
    if (insides.closed()) {
      closed = closed.or(() -> Optional.of(value.getClass()));
    }
    for (Field field : insides.fields()) {
      try {
        meet(field.get(value));
      } catch (IllegalAccessException e) {
        throw FoveaException.at(path, "the field " + field + " cannot be read", "open it", e);
      }
    }
  }
}
