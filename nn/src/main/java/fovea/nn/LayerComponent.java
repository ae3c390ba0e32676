package fovea.nn;

import fovea.graph.type.FoveaException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** A component of a record that may hold parameters, under its published name. */
record LayerComponent(String name, Method accessor) {
  // Looking at a class by reflection is slow; each is met thousands of times.
  private static final ClassValue<List<LayerComponent>> ALL =
      new ClassValue<>() {
        @Override
        protected List<LayerComponent> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(component -> !PlainTypes.isPlain(component.getGenericType()))
              .map(LayerComponent::of)
              .toList();
        }
      };

  /** Those of a class of records, without the attributes. */
  static List<LayerComponent> of(Class<?> type) {
    return ALL.get(type);
  }

  private static LayerComponent of(RecordComponent component) {
    Named named = component.getAnnotation(Named.class);
    return new LayerComponent(
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
