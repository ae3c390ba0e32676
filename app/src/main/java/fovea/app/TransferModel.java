package fovea.app;

import fovea.format.JsonObject;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.nn.Classifier;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import java.util.List;

/**
 * A pretrained network with a new head for other classes.
 *
 * @param network with the head, whose values are first ones
 * @param card what a file will say about it
 */
record TransferModel(Classifier network, ModelCard card) {

  /**
   * Gives a pretrained model a head for {@code classes}.
   *
   * @throws UsageException if it has no head that could be replaced
   */
  static TransferModel of(LoadedModel pretrained, List<String> classes, FinetuneTask task) {
    Classifier network = classifier(pretrained).withHead(classes.size());
    network.headPaths().forEach(path -> Parameters.initialize(network, path, task.seed()));
    Blueprint old = pretrained.card().blueprint();
    JsonObject provenance = task.provenance().with("pretrained", pretrained.card().provenance());
    return new TransferModel(
        network,
        new ModelCard(
            Blueprints.withHead(network, old, classes.size()),
            classes,
            pretrained.card().preprocessing(),
            provenance));
  }

  private static Classifier classifier(LoadedModel pretrained) {
    return switch (pretrained.network()) {
      case Classifier classifier -> classifier;
      case Layer _ ->
          throw new UsageException(
              "--from",
              pretrained.file() + " does not end in a head that could be replaced",
              "use a network that ends in a linear layer");
    };
  }
}
