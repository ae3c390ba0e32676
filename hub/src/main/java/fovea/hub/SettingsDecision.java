package fovea.hub;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.augment.CounterRandom;
import fovea.data.sampling.Permutation;
import fovea.error.UserException;
import fovea.graph.type.HostBuffer;
import fovea.hub.settings.Candidate;
import fovea.hub.settings.SettingsSearch;
import fovea.hub.settings.TrialPhotos;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.nn.Classifier;
import fovea.nn.Network;
import fovea.nn.StateDict;
import java.util.ArrayList;
import java.util.List;

/** Decides by photos what the file of a model leaves open. */
final class SettingsDecision {

  /** More photos without labels tell little more. */
  private static final int UNLABELLED = 32;

  private SettingsDecision() {}

  /** By photos without labels, of which some may not be readable. */
  static Model of(Model model, List<PictureInput> photos) {
    if (!model.settings().undecided() || photos.size() < TrialPhotos.LEAST) {
      return model;
    }
    List<PictureInput> readable = new ArrayList<>();
    Preprocessing preprocessing = model.preprocessing();
    HostBuffer scratch = HostBuffer.allocate(model.inputType(1));
    // Neighbours are often of one class, which would shift the statistics.
    for (int index : Permutation.of(photos.size(), new CounterRandom(0, 0, 0))) {
      PictureInput photo = photos.get(index);
      if (readable.size() < UNLABELLED && isReadable(photo, preprocessing, scratch)) {
        readable.add(photo);
      }
    }
    return of(
        model,
        new TrialPhotos(
            readable.size(),
            (index, wanted, target, offset) -> readable.get(index).write(wanted, target, offset)));
  }

  private static boolean isReadable(
      PictureInput photo, Preprocessing preprocessing, HostBuffer scratch) {
    try {
      photo.write(preprocessing, scratch.data(), 0);
      return true;
    } catch (UserException _) {
      return false; // whoever classifies it hears why
    }
  }

  /** By labelled pictures; those of another size are refused by whoever uses them. */
  static Model of(Model model, PictureSet pictures, TrialPhotos.Use use, long seed) {
    return pictures.shape().equals(model.preprocessing().picture())
        ? of(model, TrialPhotos.of(pictures, use, seed))
        : model;
  }

  private static Model of(Model model, TrialPhotos photos) {
    if (!model.settings().undecided()) {
      return model;
    }
    return switch (model.network()) {
      case Classifier network -> of(model, network, photos);
      case Network _ -> model;
    };
  }

  private static Model of(Model model, Classifier network, TrialPhotos photos) {
    ModelCard card = model.card();
    var search =
        new SettingsSearch(photos, blueprint -> variant(card.blueprint(), network, blueprint));
    SettingsSearch.Result result =
        search.decide(model.settings(), new Candidate(card.blueprint(), card.preprocessing()));
    Candidate taken = result.candidate();
    return new Model(
        model.source(),
        new ModelCard(
                taken.blueprint(),
                card.classes(),
                taken.preprocessing(),
                result.settings().in(card.provenance()))
            .untrained(card.untrained()),
        variant(card.blueprint(), network, taken.blueprint()),
        model.notes(),
        result.settings());
  }

  /** The network of another blueprint with the same values. */
  private static Classifier variant(Blueprint own, Classifier network, Blueprint other) {
    if (own.equals(other)) {
      return network;
    }
    Classifier created = Networks.classifier(other);
    StateDict.load(created, StateDict.of(network));
    return created;
  }
}
