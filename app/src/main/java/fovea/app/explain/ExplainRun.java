package fovea.app.explain;

import fovea.app.console.ControlText;
import fovea.app.explain.result.PictureCase;
import fovea.app.explain.result.StepBar;
import fovea.app.result.ResultFolder;
import fovea.app.result.ResultNames;
import fovea.app.session.Session;
import fovea.error.UserException;
import fovea.explain.ExplainedPicture;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.trust.TrustCheck;
import fovea.hub.Model;
import fovea.hub.PictureInput;
import fovea.hub.PredictionKind;
import fovea.hub.Predictions;
import fovea.hub.PreparedInput;
import fovea.zoo.ensemble.Ensemble;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks at all that the user wants, and writes what is found. */
final class ExplainRun {
  private final Session session;
  private final ExplainRequest request;
  private final Workplace place;
  private final ExplainResults results;

  private ExplainRun(
      Session session, ExplainRequest request, Workplace place, ExplainResults results) {
    this.session = session;
    this.request = request;
    this.place = place;
    this.results = results;
  }

  /** Looks with a model, whose settings were said. */
  static ExplainResults of(
      Session session, ExplainRequest request, Model model, ResultFolder folder) {
    ExplainedNetwork subject = ExplainedNetwork.of(model);
    ExplainRequest fitting = fitting(session, request, subject);
    if (fitting.predicts()) {
      model.kind();
    }
    var place =
        new Workplace(
            session, model, subject, request.material(), request.asked(), new TrustCheck(subject));
    var results = new ExplainResults(session, fitting, model, folder);
    new ExplainRun(session, fitting, place, results).run();
    return results;
  }

  /** A network without convolutions has no layer to look at: other methods tell about it. */
  private static ExplainRequest fitting(
      Session session, ExplainRequest request, ExplainedNetwork subject) {
    boolean flat = subject.layers().completedConvolutions().isEmpty();
    if (!request.material().written().usual() || !flat || request.asked().layer().isPresent()) {
      return request;
    }
    session.say(
        "the network has no convolutions, so there is no layer to look at: gradient is shown"
            + " instead of grad-cam and feature-maps");
    return request.methods(ExplainMethods.usualWithoutLayers());
  }

  private void run() {
    Optional<ClassTarget> asked =
        request.asked().target().map(name -> ClassTarget.named(place.model(), name));
    place.chosenLayer();
    session.stopInGoodOrder();
    try {
      Map<ExplainMethod, Look.PictureLook> looks = new LinkedHashMap<>();
      for (ExplainMethod method : request.methods()) {
        switch (method.look()) {
          case Look.AtPictures(_, var begin) -> looks.put(method, begin.apply(place));
          case Look.AtModel(var look) -> results.add(look.apply(place));
          case Look.AtData(var look) ->
              results.add(look.apply(place, request.material().data().orElseThrow()));
        }
      }
      atPictures(looks, asked);
    } catch (StepBar.Stopped _) {
      session.say("ended early: what was found up to here is kept");
    }
  }

  private void atPictures(Map<ExplainMethod, Look.PictureLook> looks, Optional<ClassTarget> asked) {
    List<String> stems = ResultNames.stems(request.pictures());
    for (int i = 0; i < stems.size(); i++) {
      Path file = request.pictures().get(i);
      try {
        at(picture(file, stems.get(i), asked), looks);
      } catch (UserException e) {
        session.report(e);
      }
    }
  }

  private void at(PictureCase picture, Map<ExplainMethod, Look.PictureLook> looks) {
    results.begin(picture);
    for (Look.PictureLook look : looks.values()) {
      if (session.stop().requested()) {
        throw new StepBar.Stopped();
      }
      results.add(picture, look.at(picture));
    }
  }

  private PictureCase picture(Path file, String stem, Optional<ClassTarget> asked) {
    Model model = place.model();
    PreparedInput prepared = model.prepare(List.of(PictureInput.of(file)));
    PictureInput.Report report = prepared.reports().getFirst();
    String name = ControlText.line(file.toString());
    report.warnings().forEach(warning -> session.say(name + ": " + warning));
    if (!report.steps().isEmpty()) {
      session.say(name + ": " + String.join("; ", report.steps()));
    }
    Predictions predictions =
        request.predicts()
            ? model.classify(prepared, Math.max(1, model.classes().size())).getFirst()
            : new Predictions(PredictionKind.CLASSES, List.of(), report.steps(), report.warnings());
    var shown = ExplainedPicture.of(model, prepared, 0, predictions);
    Optional<ClassTarget> target =
        request.predicts()
            ? Optional.of(asked.orElseGet(() -> ClassTarget.of(model, predictions.best().index())))
            : Optional.empty();
    var picture = new PictureCase(stem, shown, prepared.input(), target);
    say(name, picture, asked.isPresent());
    return picture;
  }

  /** Methods that weigh by gradients look into every network of an ensemble. */
  private String others() {
    return place.subject().network() instanceof Ensemble
        ? ", and that of each other network where gradients weigh the maps"
        : "";
  }

  /** What is asked about, where the user has not said it all. */
  private void say(String name, PictureCase picture, boolean asked) {
    List<String> parts = new ArrayList<>();
    picture
        .target()
        .filter(_ -> request.asksAboutClass())
        .ifPresent(
            target ->
                parts.add(
                    "class: "
                        + ControlText.line(target.name())
                        + String.format(
                            Locale.ROOT,
                            " (%s%.1f %%)",
                            asked ? "" : "predicted, ",
                            100 * picture.picture().probability(target))));
    if (request.looksAtLayer()) {
      parts.add(
          "layer: "
              + place.layer().name()
              + (request.asked().layer().isPresent() ? "" : " (last convolution" + others() + ")"));
    }
    if (!parts.isEmpty()) {
      session.say(name + ": " + String.join("; ", parts));
    }
  }
}
