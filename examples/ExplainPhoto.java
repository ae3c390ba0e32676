import module fovea;

/**
 * Shows what a model takes a photo for, and by what: Grad-CAM and integrated gradients as PNG
 * files. Arguments: a model, a photo.
 */
void main(String[] arguments) {
  var model = Models.load(arguments[0]);
  var photo = Path.of(arguments[1]);
  var explain = Explain.of(model);

  var gradCam = explain.gradCam().of(photo);
  IO.println(
      "%s, looked at in %s".formatted(gradCam.target().name(), gradCam.layer().orElseThrow()));
  gradCam.save(Path.of("grad-cam.png"));

  var gradients = explain.by(new IntegratedGradients().steps(16)).of(photo);
  gradients.measures().forEach(measure -> IO.println(measure.name() + " " + measure.value()));
  gradients.save(Path.of("integrated-gradients.png"));
}
