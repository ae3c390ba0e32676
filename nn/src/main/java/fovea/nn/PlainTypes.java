package fovea.nn;

import fovea.graph.Tensor;
import fovea.graph.Variable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which types are those of attributes: no value of such a type can hold a parameter, so that a walk
 * need not look at it. Follows from declarations alone.
 */
final class PlainTypes {
  // A type that contains itself is plain if all else in it is.
  private final Set<Type> met = new HashSet<>();

  private PlainTypes() {}

  /** Whether no value that is declared as {@code type} holds a parameter. */
  static boolean isPlain(Type type) {
    return new PlainTypes().plain(type);
  }

  /** The fields of {@code type} alone that may hold parameters. */
  static Stream<Field> fields(Class<?> type) {
    return declared(type).filter(field -> !isPlain(field.getGenericType()));
  }

  private static Stream<Field> declared(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()));
  }

  /** Whether {@code type} belongs to the JDK, whose objects cannot be looked into. */
  static boolean isPlatform(Class<?> type) {
    String module = type.getModule().getName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  /** Whether objects of {@code type} may hold objects of any type, as references do. */
  static boolean isGeneric(Class<?> type) {
    return Stream.<Class<?>>iterate(type, at -> at != null, Class::getSuperclass)
        .anyMatch(at -> at.getTypeParameters().length > 0);
  }

  private boolean plain(Type type) {
    return switch (type) {
      case Class<?> c -> c.isArray() ? plain(c.getComponentType()) : plainClass(c);
      case ParameterizedType generic -> plainGeneric(generic);
      case GenericArrayType array -> plain(array.getGenericComponentType());
      case WildcardType any -> all(any.getUpperBounds());
      case TypeVariable<?> variable -> !met.add(variable) || all(variable.getBounds());
      default -> false;
    };
  }

  private boolean plainClass(Class<?> type) {
    if (type == Param.class
        || type == State.class
        || type == Variable.class
        || Network.class.isAssignableFrom(type)) {
      return false;
    }
    // Constants are no parameters, and a class says what it is, not what it has.
    if (type.isPrimitive()
        || Enum.class.isAssignableFrom(type)
        || type == Tensor.class
        || type == Class.class) {
      return true;
    }
    boolean end = Modifier.isFinal(type.getModifiers()) || type.isSealed();
    if (isPlatform(type)) {
      return end && !isGeneric(type);
    }
    return end && (!met.add(type) || all(parts(type)));
  }

  /** What values of a class consist of, or are instead. */
  private static Type[] parts(Class<?> type) {
    if (type.isRecord()) {
      return Arrays.stream(type.getRecordComponents())
          .map(RecordComponent::getGenericType)
          .toArray(Type[]::new);
    }
    Stream<Type> fields =
        Stream.<Class<?>>iterate(type, at -> at != null, Class::getSuperclass)
            .flatMap(at -> isPlatform(at) ? Stream.empty() : declared(at))
            .map(Field::getGenericType);
    Class<?>[] kinds = type.isSealed() ? type.getPermittedSubclasses() : new Class<?>[0];
    return Stream.concat(fields, Arrays.stream(kinds)).toArray(Type[]::new);
  }

  private boolean plainGeneric(ParameterizedType type) {
    if (!(type.getRawType() instanceof Class<?> raw) || !isPlatform(raw) || raw == Class.class) {
      return plain(type.getRawType());
    }
    boolean container =
        Collection.class.isAssignableFrom(raw)
            || Map.class.isAssignableFrom(raw)
            || !raw.isInterface();
    return container && all(type.getActualTypeArguments());
  }

  private boolean all(Type... types) {
    return Arrays.stream(types).allMatch(this::plain);
  }
}
