package fovea.explain.maximize;

import fovea.data.pixels.PictureShape;
import fovea.explain.attribution.Heatmap;
import fovea.graph.Axes;
import fovea.graph.Compiled;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.GradientRule;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.init.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The ascent of several pictures at once, for objectives of one part: one plan for all steps. */
final class Ascent {
  private static final int REDIRECTED_STEPS = 16;

  private final AscentSubject subject;
  private final Maximization settings;
  private final Objective.Part part;
  private final int pictures;
  private final PictureShape picture;
  private final PictureShape window;
  private final AscentRule.Learned learned;
  private final Variable changed;
  private final Compiled step;
  private final Compiled redirectedStep;
  private final Compiled result;

  Ascent(AscentSubject subject, Maximization settings, Objective.Part part, int pictures) {
    this.subject = subject;
    this.settings = settings;
    this.part = part;
    this.pictures = pictures;
    PictureShape input = subject.input();
    int usual = settings.views().usualSize(Math.max(input.height(), input.width()));
    this.picture = subject.picture(settings.size().orElse(usual));
    this.window = subject.window(part, settings.views(), picture);
    HostBuffer start = start();
    this.learned =
        new AscentRule.Learned(
            variable("learned", start.type()),
            variable("mean", start.type()),
            variable("square", start.type()));
    this.changed = variable("changed", subject.network().input(1).with(shape(pictures)));
    this.step = subject.network().compile(in -> graph(in, GradientRule.own()));
    this.redirectedStep = subject.network().compile(in -> graph(in, RedirectedRelu.rule()));
    this.result = subject.network().compile(_ -> List.of(pictures(), changed.tensor().sum(1)));
  }

  private Shape shape(int count) {
    return Shape.of(count, picture.channels(), picture.height(), picture.width());
  }

  private static Variable variable(String name, TensorType type) {
    return new Variable("picture." + name, type, false, () -> HostBuffer.allocate(type));
  }

  /** All pictures begin alike, so that each is the same in any batch. */
  private HostBuffer start() {
    KeyedRandom random = KeyedRandom.of(settings.seed(), "start");
    HostBuffer one =
        settings.parametrization().start(picture, random).cast(subject.network().input(1).dtype());
    HostBuffer all = HostBuffer.allocate(one.type().with(one.type().shape().with(0, pictures)));
    for (int i = 0; i < pictures; i++) {
      all.rows(i, i + 1).data().copyFrom(one.data());
    }
    return all;
  }

  private Tensor pictures() {
    return settings.parametrization().pictures(learned.value().tensor(), picture);
  }

  /**
   * Arguments views, weights of the objectives, what the rule is told, and a random number if there
   * is noise; results the objective of each picture, and how large its gradient is.
   */
  private List<Tensor> graph(List<Tensor> in, GradientRule rule) {
    Views views = settings.views();
    Tensor pictures = pictures();
    var sampling = new ViewSampling(views.count(), window.height(), window.width());
    Tensor seen = sampling.apply(pictures, in.get(0));
    if (views.noise() > 0) {
      seen = new AddedNoise(views.noise()).apply(seen, in.get(3));
    }
    ForwardPass pass =
        ForwardPass.of(subject.network().network(), NetworkInput.of(seen, subject.values()));
    Tensor values = ObjectiveValues.of(pass, part);
    int channels = values.shape().dim(1);
    Tensor weights = in.get(1).reshape(this.pictures, 1, channels);
    Tensor objectives =
        values.reshape(this.pictures, views.count(), channels).mul(weights).sum(2).mean(1);
    Tensor loss = objectives.neg();
    for (Map.Entry<Penalty, Double> penalty : settings.penalties().entrySet()) {
      loss = loss.add(penalty.getKey().of(pictures).mul(penalty.getValue()));
    }
    Tensor value = learned.value().tensor();
    List<Tensor> gradients = loss.sum().gradients(List.of(value, pictures), rule);
    Trace.assign(changed, changed.tensor().add(gradients.getLast().abs()));
    settings.rule().update(learned, gradients.getFirst(), in.get(2));
    int[] axes = IntStream.range(1, value.shape().rank()).toArray();
    return List.of(objectives, gradients.getFirst().abs().sum(Axes.of(axes)));
  }

  /** The inputs for objectives of this part, as many as pictures; tells how many steps are done. */
  List<MaximizedInput> run(List<Objective> objectives, IntConsumer listener) {
    learned.value().assign(start());
    List.of(learned.mean(), learned.square(), changed)
        .forEach(variable -> variable.assign(HostBuffer.allocate(variable.type())));
    TensorType like = subject.network().input(1);
    HostBuffer weights = ObjectiveValues.weights(objectives, subject.channels(part), like);
    List<List<Double>> courses =
        IntStream.range(0, pictures).<List<Double>>mapToObj(_ -> new ArrayList<>()).toList();
    boolean stuck = false;
    for (int i = 0; i < settings.steps(); i++) {
      List<HostBuffer> arguments = arguments(i, weights);
      Compiled chosen = stuck && i < REDIRECTED_STEPS ? redirectedStep : step;
      Plan plan = chosen.plan(HostBuffer.types(arguments));
      plan.run(arguments);
      double[] reached = plan.result(0).doubles();
      stuck = Arrays.stream(plan.result(1).doubles()).anyMatch(size -> size == 0);
      for (int k = 0; k < pictures; k++) {
        courses.get(k).add(reached[k]);
      }
      listener.accept(i + 1);
    }
    return results(objectives, courses);
  }

  private List<HostBuffer> arguments(int index, HostBuffer weights) {
    Views views = settings.views();
    KeyedRandom random = KeyedRandom.of(settings.seed(), "view").occurrence(index);
    List<View> drawn =
        views.draw(
            new Views.Step(index, settings.steps(), random), new Views.Frame(picture, window));
    double[] numbers =
        IntStream.range(0, pictures)
            .boxed()
            .flatMap(_ -> drawn.stream())
            .flatMapToDouble(view -> Arrays.stream(view.numbers()))
            .toArray();
    Shape rows = Shape.of(pictures * drawn.size(), View.NUMBERS);
    double[] told = settings.rule().told(index + 1);
    List<HostBuffer> arguments =
        new ArrayList<>(
            List.of(
                HostBuffer.of(weights.type().with(rows), numbers),
                weights,
                HostBuffer.of(new TensorType(Shape.of(told.length), DType.F64), told)));
    if (views.noise() > 0) {
      double key = random.occurrence(0).smallKey(0);
      arguments.add(HostBuffer.of(new TensorType(Shape.scalar(), DType.I64), key));
    }
    return arguments;
  }

  private List<MaximizedInput> results(List<Objective> objectives, List<List<Double>> courses) {
    List<HostBuffer> results = result.call(List.of());
    return IntStream.range(0, pictures)
        .mapToObj(
            i ->
                new MaximizedInput(
                    objectives.get(i),
                    part(results.getFirst(), i),
                    courses.get(i),
                    new Heatmap(
                        picture.height(), picture.width(), part(results.getLast(), i).floats())))
        .toList();
  }

  /** Row {@code index} along the first axis. */
  private static HostBuffer part(HostBuffer all, int index) {
    int[] dims = all.type().shape().dims();
    return all.rows(index, index + 1).reshape(Arrays.copyOfRange(dims, 1, dims.length));
  }
}
