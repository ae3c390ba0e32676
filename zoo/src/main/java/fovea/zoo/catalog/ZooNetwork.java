package fovea.zoo.catalog;

import fovea.model.Blueprint;
import fovea.model.Rebuildable;
import fovea.nn.Classifier;

/** A network of the zoo, which knows its name and what it was made for. */
public interface ZooNetwork extends Classifier, Rebuildable {

  /** The same network, all of it shared, that says it was made from {@code blueprint}. */
  ZooNetwork blueprint(Blueprint blueprint);

  @Override
  ZooNetwork head(int classes);
}
