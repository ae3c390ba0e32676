package fovea.data;

import fovea.data.batch.Batch;
import fovea.data.batch.Example;
import fovea.data.batch.Schema;
import fovea.data.pixels.DataException;
import fovea.data.sampling.StratifiedSample;
import fovea.format.JsonObject;
import fovea.graph.type.HostBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Examples to train or to evaluate on: each has named inputs and targets of the same types and
 * shapes. Made of arrays, of records or of a function by {@code of}; of labelled pictures by {@link
 * PictureSet#prepared}. Reading is safe from several threads, each with its own reader.
 */
public interface DataSet {

  /** What people call it. */
  String name();

  /** One line for people: where from, how much of it. */
  default String description() {
    return String.format(Locale.ROOT, "%,d examples of %s", size(), name());
  }

  /** Number of examples. */
  int size();

  /** What each example consists of. */
  Schema schema();

  /** A reader for one thread. */
  ExampleReader reader();

  /** Names of the classes, by label; none where targets are no classes. */
  default List<String> classes() {
    return List.of();
  }

  /**
   * The class of each example; reads all examples, unless the data set knows better.
   *
   * @throws DataException if the examples have not one class as their only target
   */
  default int[] labels() {
    return LabelReader.labels(this);
  }

  /**
   * Number of examples of each class, by label.
   *
   * @throws DataException if the examples have not one class as their only target
   */
  default int[] classCounts() {
    return LabelReader.counts(labels(), classes().size());
  }

  /** How pictures of any kind become the input; empty where the input is no picture. */
  default Optional<Preprocessing> pictureInput() {
    return Optional.empty();
  }

  /** What else decides the examples, such as changes at random: recorded with a training. */
  default JsonObject settings() {
    return JsonObject.empty();
  }

  /** The examples at {@code indices}, in that order; none is copied. */
  default DataSet subset(int... indices) {
    return new ExampleSubset(this, indices);
  }

  /** The first {@code count} examples, or all if there are fewer. */
  default DataSet first(int count) {
    return subset(IntStream.range(0, Math.clamp(count, 0, size())).toArray());
  }

  /**
   * Two parts without a common example, drawn at random.
   *
   * @param fraction of the examples in the first part, from 0 to 1
   * @param seed decides which
   * @throws DataException if the fraction is out of its range
   */
  default Parts split(double fraction, long seed) {
    int[] first = StratifiedSample.draw(size(), fraction, seed);
    return new Parts(subset(first), subset(StratifiedSample.rest(size(), first)));
  }

  /** With names for its classes, by label. */
  default DataSet classes(List<String> names) {
    return new NamedExamples(this, name(), names);
  }

  /** Under another name. */
  default DataSet name(String name) {
    return new NamedExamples(this, name, classes());
  }

  /**
   * A data set cut in two.
   *
   * @param first the given fraction
   * @param second the rest
   */
  record Parts(DataSet first, DataSet second) {}

  /**
   * Rows of numbers, each with the numbers that a network should make of it: {@code input [n,
   * inputs[0].length]} and {@code target [n, targets[0].length]}. The arrays are not copied.
   *
   * @throws DataException if there are not as many targets as inputs
   */
  static DataSet of(float[][] inputs, float[][] targets) {
    GeneratedSet.checkCounts(inputs.length, targets.length);
    return of(inputs.length, i -> Example.of(inputs[i], targets[i]));
  }

  /**
   * Rows of numbers, each with its class: {@code input [n, inputs[0].length]} and {@code target
   * [n]}. The arrays are not copied.
   *
   * @throws DataException if there are not as many labels as inputs
   */
  static DataSet of(float[][] inputs, int[] labels) {
    GeneratedSet.checkCounts(inputs.length, labels.length);
    return of(inputs.length, i -> Example.of(inputs[i], labels[i]));
  }

  /** Records of a program's own, and how each becomes an example. */
  static <T> DataSet of(List<T> records, Function<T, Example> example) {
    return of(records.size(), i -> example.apply(records.get(i)));
  }

  /**
   * Examples that a function makes when they are asked for, always the same for an index; example 0
   * tells what all consist of.
   *
   * @throws DataException if there are none
   */
  static DataSet of(int size, IntFunction<Example> example) {
    return new GeneratedSet("examples", size, example);
  }

  /** One input and one target as arrays with the batch axis first, such as {@code [n, c, h, w]}. */
  static DataSet of(HostBuffer inputs, HostBuffer targets) {
    return new BufferSet(Batch.of(inputs, targets));
  }

  /** All examples of a batch. */
  static DataSet of(Batch examples) {
    return new BufferSet(examples);
  }
}
