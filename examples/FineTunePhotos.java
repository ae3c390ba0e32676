import module fovea;

/**
 * Teaches a network that knows photos to tell those in a folder, which has a sub-folder for each
 * class. Arguments: {@code PHOTOS [MODEL]}; without a model, the weights that torchvision has
 * published for ResNet-18 are used, and downloaded if need be.
 */
void main(String... args) {
  var photos = Path.of(args.length > 0 ? args[0] : "photos");
  var model = args.length > 1 ? args[1] : "resnet18";

  var tuned = FineTune.of(model).on(photos).freeze(Freeze.parse("layer1")).epochs(3).run();

  IO.println("new head:   %.1f %%".formatted(100 * tuned.baseline().accuracy()));
  IO.println("kept:       %.1f %%".formatted(100 * tuned.accuracy()));
  tuned.model().save(Path.of("fine-tuned.safetensors"));
}
