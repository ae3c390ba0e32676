package fovea.testkit.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.graph.PlannedKernel;
import fovea.graph.PlannedKernel.Part;
import fovea.graph.Timeline;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.inspect.Summary;
import fovea.testkit.Devices;
import fovea.train.TrainStep;
import fovea.train.optim.Sgd;
import fovea.train.predict.Predictor;
import fovea.train.profile.ChromeTrace;
import fovea.train.profile.KernelProfile;
import fovea.train.profile.LayerProfile;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import fovea.train.profile.Repeats;
import fovea.train.profile.Work;
import fovea.train.task.Task;
import fovea.zoo.Zoo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a profile says, apart from how long anything takes. */
class ProfileTest {
  private static final Profiler TWICE = new Profiler(Repeats.times(2));
  private static final TensorType IMAGES = TensorType.f32(2, 3, 16, 16);

  private static Profile training(Layer model, TensorType images) {
    HostBuffer labels =
        HostBuffer.allocate(new TensorType(Shape.of(images.shape().dim(0)), DType.I32));
    return TrainStep.of(model, new Sgd(0.05).momentum(0.9), Task.classification())
        .profile(Batch.of(HostBuffer.allocate(images), labels), 0, TWICE);
  }

  private record Subject(Device device, boolean train) {}

  /** Profiles are values: all tests look at the same ones. */
  private static final Map<Subject, Profile> PROFILES = new HashMap<>();

  private static Profile on(Device device, boolean train) {
    Devices.assume(device);
    return PROFILES.computeIfAbsent(
        new Subject(device, train), subject -> measured(subject.device, subject.train));
  }

  private static Profile measured(Device device, boolean train) {
    Layer model = Zoo.create("cifar_resnet20");
    return device.use(
        () ->
            train
                ? training(model, IMAGES)
                : Predictor.of(model).profile(HostBuffer.allocate(IMAGES), TWICE));
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"REFERENCE", "CPU"})
  void everyKernelOfATrainingStepBelongsToALayerAndAPart(Device device) {
    Profile profile = on(device, true);
    assertEquals(profile.plan().kernels(), profile.kernels().size());
    Map<String, LayerProfile> layers =
        profile.layers().stream().collect(Collectors.toMap(LayerProfile::layer, l -> l));
    for (String layer : List.of("layer1.0.conv1", "layer3.2.bn2", "linear")) {
      for (Part part : Part.values()) {
        assertTrue(layers.get(layer).work(part).kernels() > 0, layer + " " + part);
      }
    }
    assertTrue(layers.get("loss").work(Part.BACKWARD).kernels() > 0, "gradient of the loss");
    Set<String> updates =
        profile.kernels().stream()
            .map(KernelProfile::kernel)
            .filter(k -> k.part() == Part.UPDATE)
            .map(PlannedKernel::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of("increment", "runningMean", "sgd"), updates);
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"REFERENCE", "CPU"})
  void gradientsMultiplyTwiceAsMuchAsTheForwardPass(Device device) {
    Profile profile = on(device, true);
    Summary summary = Summary.of(Zoo.create("cifar_resnet20"), IMAGES);
    long first = summary.rows().getFirst().multiplyAdds();
    Map<Part, Long> products = new HashMap<>();
    profile
        .kernels()
        .forEach(k -> products.merge(k.kernel().part(), k.kernel().multiplyAdds(), Long::sum));
    assertEquals(summary.multiplyAdds(), products.get(Part.FORWARD));
    assertEquals(
        2 * summary.multiplyAdds() - first,
        products.get(Part.BACKWARD),
        "nobody wants the gradient of the picture");
    assertEquals(0, products.get(Part.UPDATE));
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"REFERENCE", "CPU"})
  void tablesAddUpToTheSameWork(Device device) {
    Profile profile = on(device, true);
    Work all = profile.work();
    Work layers = profile.layers().stream().map(LayerProfile::work).reduce(Work.none(), Work::plus);
    Work kinds = profile.kinds().stream().map(k -> k.work()).reduce(Work.none(), Work::plus);
    for (Work sum : List.of(layers, kinds)) {
      assertEquals(all.kernels(), sum.kernels());
      assertEquals(all.bytes(), sum.bytes());
      assertEquals(all.multiplyAdds(), sum.multiplyAdds());
      assertEquals(all.seconds(), sum.seconds(), 1e-9 * all.seconds());
      assertEquals(all.least(), sum.least(), 1e-9 * all.least());
    }
    assertEquals(profile.plan().reorders(), profile.reorders().size());
    assertEquals(device != Device.REFERENCE, profile.ceiling().known());
    assertEquals(device != Device.REFERENCE, all.least() > 0);
    assertEquals(2, profile.steps().repetitions());
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"REFERENCE", "CPU"})
  void aPredictionIsAllForward(Device device) {
    Profile profile = on(device, false);
    assertTrue(profile.kernels().stream().allMatch(k -> k.kernel().part() == Part.FORWARD));
    assertTrue(profile.kernels().stream().allMatch(k -> k.kernel().bytes() > 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"REFERENCE", "CPU"})
  void theTraceHasASliceForEachKernel(Device device) {
    Profile profile = on(device, true);
    JsonObject trace =
        (JsonObject) Json.parse(Json.write(ChromeTrace.of(profile, "a \"title\"")), "trace");
    List<JsonObject> events =
        trace.array("traceEvents").values().stream().map(JsonObject.class::cast).toList();
    for (JsonObject event : events) {
      assertTrue(Set.of("X", "M").contains(event.string("ph")), event.toString());
      assertEquals(1, event.integer("pid"));
    }
    List<JsonObject> kernels =
        events.stream()
            .filter(e -> e.string("ph").equals("X") && !e.string("cat").equals("host"))
            .filter(e -> e.object("args").find("implementation").isPresent())
            .toList();
    assertEquals(profile.kernels().size(), kernels.size());
    noneOverlap(kernels, profile.typical());
    assertEquals(profile.kernels().getFirst().kernel().name(), kernels.getFirst().string("name"));
    Set<String> names =
        events.stream()
            .filter(e -> e.string("name").equals("thread_name"))
            .map(e -> e.object("args").string("name"))
            .collect(Collectors.toSet());
    assertEquals(Set.of("layers", "kernels"), names);
  }

  private static void noneOverlap(List<JsonObject> slices, Timeline run) {
    double end = 0;
    for (JsonObject slice : slices) {
      assertFalse(slice.real("ts") < end - 1e-3, slice.toString());
      assertTrue(slice.real("dur") >= 0, slice.toString());
      end = slice.real("ts") + slice.real("dur");
    }
    assertTrue(end <= run.total() / 1e3 + 1e-3);
  }
}
