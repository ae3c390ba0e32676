package fovea.nn;

import fovea.graph.FoveaException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** A component of a record that may hold parameters, under its published name. */
record Component(String name, Method accessor) {
  // Looking at a class by reflection is slow; each is met thousands of times.
  private static final ClassValue<List<Component>> ALL =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(component -> !PlainTypes.isPlain(component.getGenericType()))
              .map(Component::of)
              .toList();
        }
      };

  /** Those of a class of records, without the attributes. */
  static List<Component> of(Class<?> type) {
    return ALL.get(type);
  }

  private static Component of(RecordComponent component) {
    Named named = component.getAnnotation(Named.class);
    return new Component(
        named == null ? component.getName() : named.value(), component.getAccessor());
  }

  /** What the component of {@code record}, which stands at {@code path}, is. */
  Object read(String path, Object record) {
    Class<?> type = record.getClass();
    if (!accessor.trySetAccessible()) {
      throw closed(path, type);
    }
    try {
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw FoveaException.at(
          path,
          type.getName() + "." + accessor.getName() + "() failed",
          "let it return the component",
          e);
    }
  }

  /** What is to be said of a class whose module is closed to the walk. */
  static FoveaException closed(String path, Class<?> type) {
    return FoveaException.at(
        path,
        (Network.class.isAssignableFrom(type) ? "the layer " : "the class ")
            + type.getName()
            + " cannot be looked into",
        "add \"opens "
            + type.getPackageName()
            + " to fovea.nn;\" to the module-info.java of "
            + type.getModule().getName());
  }
}
